// The wheel scrolls, whatever has the focus: some browsers (Firefox before 137) move the slider that has it.

/** Puts a slider back that the wheel has moved, before anybody hears of it. */
export function keep_from_wheel(root: HTMLElement | ShadowRoot): void {
  let turned: { slider: HTMLInputElement; value: string } | null = null;
  root.addEventListener(
    "wheel",
    (event) => {
      const [slider] = event.composedPath();
      if (!(slider instanceof HTMLInputElement) || slider.type !== "range") return;
      turned = { slider, value: slider.value };
      setTimeout(() => {
        turned = null;
      });
    },
    { capture: true, passive: true },
  );
  root.addEventListener(
    "input",
    (event) => {
      if (!turned || event.composedPath()[0] !== turned.slider) return;
      turned.slider.value = turned.value;
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
