// What is put into the page before it starts: notes when a slider moved, when the engine was asked and answered, and when
// the numbers of it were painted.

/** Runs in the page. Fills `window.drags` with one entry for each input event, in milliseconds of the page's clock. */
export function probe() {
  const drags = [];
  window.drags = drags;
  let moved = 0; // input events so far
  let asked = null; // the request that runs: how many events it knows, and when it was sent
  const answers = []; // those whose numbers are not painted yet

  window.addEventListener(
    "input",
    (event) => {
      if (event.composedPath()[0].type !== "range") return;
      drags.push({ made: event.timeStamp, input: performance.now() });
      moved = drags.length;
    },
    true,
  );

  /** The first task after this one: all panels have been rendered. */
  const soon = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  };

  const show = (answer, frame) =>
    soon((paint) => {
      for (const drag of drags.slice(0, answer.knows)) {
        if (drag.paint === undefined) Object.assign(drag, answer, { frame, paint });
      }
    });

  const painted = (answer) => {
    requestAnimationFrame((frame_start) => show(answer, Math.max(frame_start, performance.now())));
  };

  /** A frame in the page itself: what it costs, and what is painted of it in the frame of the browser that is under way. */
  const begin = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...all) => {
    const { exports } = await begin(...all);
    const timed = (name) =>
      function run(...given) {
        const sent = performance.now();
        const got = exports[name](...given);
        const answer = { knows: moved, sent, answered: performance.now() };
        if (moved > 0)
          requestAnimationFrame(() => show(Object.assign(answer, { rendered: performance.now() }), answer.rendered));
        return got;
      };
    return { exports: { ...exports, bw_run: timed("bw_run"), bw_call: timed("bw_call") } };
  };

  window.Worker = class extends Worker {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", () => {
        if (!asked) return;
        const answer = { ...asked, answered: performance.now() };
        asked = null;
        answers.push(answer);
        soon((rendered) => painted(Object.assign(answer, { rendered })));
      });
    }
    postMessage(message, ...more) {
      if (moved > 0) asked = { knows: moved, sent: performance.now() };
      super.postMessage(message, ...more);
    }
  };
}
