// The kinds of requests, and what belongs to each, as the API's types say it.
import type { ErrorResponse, Request, Response } from "./types.gen.ts";

export type Kind = Request["kind"];

type Good = Exclude<Response, ErrorResponse>;

/** A request of one kind; written so that the kind is read off the request itself. */
export type RequestOf<K extends Kind> = Extract<Request, { kind: K }> & { kind: K };

/** The answer to a request of one kind that was not refused. */
export type ResponseOf<K extends Kind> = { [Each in Kind]: Extract<Good, { kind: Each }> }[K];
