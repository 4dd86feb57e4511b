// What every state of the page must hold: axe finds nothing.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.target).join("; ")}`),
  ).toEqual([]);
}
