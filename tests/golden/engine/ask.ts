// Asking the engine with both sides of the contract checked: every request and every response against schema.json.
import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import type {
  CatalogueResponse,
  DifferentiateRequest,
  DifferentiateResponse,
  Request,
  Response,
} from "../../../web/src/engine/types.gen";
import type { Engine } from "./transport";

const schemaFile = new URL("../../../engine/api/schema.json", import.meta.url);
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addSchema(JSON.parse(readFileSync(schemaFile, "utf8")), "api");

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by one definition of the schema, or null. */
export function wrongBy(definition: string, value: unknown): string | null {
  let validate = validators.get(definition);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: `api#/definitions/${definition}` });
    validators.set(definition, validate);
  }
  return validate(value) ? null : `${definition}: ${ajv.errorsText(validate.errors)}`;
}

/** The definition of what answers a kind: NumberResponse of number. */
export const responseOf = (kind: string): string => `${kind.replace(/^./, (first) => first.toUpperCase())}Response`;

/** A response as data; throws where it is not JSON or not what the schema says. */
export function read(text: string): Response {
  const value = JSON.parse(text) as Response;
  const wrong = wrongBy(value.ok === true ? responseOf(value.kind) : "ErrorResponse", value);
  if (wrong !== null) throw new Error(`the response breaks the contract: ${wrong}\n${text.slice(0, 2000)}`);
  return value;
}

/** Asks with a request that must itself be valid. */
export async function ask(engine: Engine, request: Request): Promise<Response> {
  const wrong = wrongBy("Request", request);
  if (wrong !== null) throw new Error(`the test's own request breaks the contract: ${wrong}`);
  return read(await engine.call(JSON.stringify(request)));
}

/** What exists. */
export async function catalogue_of(engine: Engine): Promise<CatalogueResponse> {
  const response = await ask(engine, { v: 1, kind: "catalogue" });
  if (response.ok && response.kind === "catalogue") return response;
  throw new Error("no catalogue");
}

/** Asks for a differentiation that must succeed. */
export async function differentiate(
  engine: Engine,
  request: Omit<DifferentiateRequest, "v" | "kind">,
): Promise<DifferentiateResponse> {
  const response = await ask(engine, { ...request, v: 1, kind: "differentiate" });
  if (response.ok && response.kind === "differentiate") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}
