// All panels of one network, each made once, and which of them stand at a place of the page.
import type { Panel, PanelPlace } from "../kit/panel.ts";
import type { Store } from "../state/store.ts";
import type { Section } from "../state/views.ts";
import { asks, kText, places, section_with } from "./parts.ts";

/** What of the page decides where a panel stands. */
export interface Standing {
  /** Names of panels that are left out, with commas between them. */
  hide: string;
  embed: boolean;
  /** One part under the other, and not all of it one screen. */
  flows: boolean;
  /** On the screen of a room. */
  stage: boolean;
  /** The drawer that is open beside the rest. */
  drawer: string | undefined;
  /** The panel that words of the page speak of; empty for none. */
  spoken: string;
}

interface Made {
  place: PanelPlace;
  section: Section | null;
  name: string;
  element: Panel;
}

export class Panels {
  standing: Standing = { hide: "", embed: false, flows: false, stage: false, drawer: undefined, spoken: "" };
  private readonly all: readonly Made[];

  constructor(store: Store) {
    this.all = places.map((place) => {
      const element = document.createElement(place.tag) as Panel;
      element.store = store;
      element.stands_in = place.area;
      const name = place.tag.replace("bw-", "");
      element.part.add(name);
      return { place, element, name, section: section_with(place) };
    });
  }

  /** Those of an area that lie in no drawer. */
  area(area: PanelPlace["area"], shown = true): Panel[] {
    return this.these(({ place, section }) => place.area === area && !asks(place) && !this.lies(section), shown);
  }

  /** Those that ask something of the reader; where all is one screen, some of them lie in a drawer. */
  asking(): Panel[] {
    return this.these(({ place, section }) => asks(place) && (this.standing.flows || !this.lies(section)), true);
  }

  section({ title }: Section, shown: boolean): Panel[] {
    if (title === kText.title) return this.area("side", shown);
    return this.these(({ place, section }) => section?.title === title && !(this.standing.flows && asks(place)), shown);
  }

  /** The reader is about to open a drawer. */
  prefetch(drawer: string): void {
    for (const { section, element } of this.all) if (section?.drawer === drawer) element.prefetch();
  }

  private lies(section: Section | null): boolean {
    return section !== null && !this.standing.embed;
  }

  /** What is not shown is not drawn. A panel tells by its attributes on what kind of page it stands. */
  private these(wanted: (panel: Made) => boolean, shown: boolean): Panel[] {
    const { hide, embed, flows, stage, drawer, spoken } = this.standing;
    const hidden = hide.split(",");
    return this.all
      .filter((panel) => wanted(panel) && !hidden.includes(panel.name))
      .map(({ element, name }) => {
        element.toggleAttribute("spoken", name === spoken);
        element.toggleAttribute("embed", embed);
        element.toggleAttribute("screen", !embed && !flows);
        element.toggleAttribute("stage", stage);
        if (!drawer) element.removeAttribute("drawer");
        else if (element.getAttribute("drawer") !== drawer) element.setAttribute("drawer", drawer);
        if (element.shown !== shown) {
          element.shown = shown;
          if (shown) element.requestUpdate();
        }
        return element;
      });
  }
}
