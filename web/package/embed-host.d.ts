// The types of `bothways/embed-host`: for the page that holds a frame.

export interface Embed {
  call(cmd: string, args?: Record<string, unknown>): Promise<unknown>;
  on(event: string, act: (data: unknown) => void): () => void;
  close(): void;
}

export function connect(frame: HTMLIFrameElement, options?: { height?: boolean }): Embed;
