// Whether the page is being printed: some browsers tell it by a media query, some by events.
export class Printing {
  private readonly query = matchMedia("print");
  private printing = false;

  /** `turned` is called before the page goes to paper and after. */
  constructor(private readonly turned: () => void) {}

  get matches(): boolean {
    return this.printing || this.query.matches;
  }

  watch(): void {
    this.query.addEventListener("change", this.turned);
    window.addEventListener("beforeprint", this.event);
    window.addEventListener("afterprint", this.event);
  }

  end(): void {
    this.query.removeEventListener("change", this.turned);
    window.removeEventListener("beforeprint", this.event);
    window.removeEventListener("afterprint", this.event);
  }

  private readonly event = ({ type }: Event): void => {
    this.printing = type === "beforeprint";
    this.turned();
  };
}
