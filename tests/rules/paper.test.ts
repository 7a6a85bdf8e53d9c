import { expect, test } from "vitest";
import { type Paper, paperOf } from "#lib/paper/paper";
import { pagesOf } from "#tests/support/pdf";

const paper: Paper = {
  title: "拾壹梧桐资助与房租月报",
  subtitle: "2026年9月",
  lang: "zh-CN",
  author: "拾壹梧桐",
  createdAt: new Date("2026-10-01T00:00:00Z"),
  sections: [
    {
      title: "一、概要",
      lead: "金额单位：元。",
      table: {
        head: ["项目", "本月"],
        rows: Array.from({ length: 80 }, (_, index) => [`第 ${index + 1} 行`, "1,234.50"]),
        total: ["合计", "98,760.00"],
        numeric: [1],
      },
      notes: ["一条很长的说明，".repeat(20)],
    },
  ],
  signatures: ["经办", "复核"],
  foot: "月报",
  pageOf: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
};

test("a paper is real text in Chinese: every word and sum can be found again, on numbered pages", async () => {
  const pdf = await paperOf(paper);
  const pages = await pagesOf(pdf);
  expect(pages.length).toBeGreaterThan(1);
  const all = pages.join("");
  for (const text of ["拾壹梧桐资助与房租月报", "金额单位：元。", "第 80 行", "98,760.00", "经办", "复核"]) {
    expect(all).toContain(text);
  }
  for (const [index, page] of pages.entries()) expect(page).toContain(`第 ${index + 1} 页，共 ${pages.length} 页`);
});

test("only the characters that are written are kept of the font", async () => {
  expect((await paperOf(paper)).length).toBeLessThan(120_000);
});

test("rare characters come from files of their own; what no font has is shown as missing", async () => {
  const pages = await pagesOf(await paperOf({ ...paper, sections: [{ title: "龑靐鱻", notes: ["\u{10FFFD}"] }] }));
  expect(pages.join("")).toContain("龑靐鱻");
  expect(pages.join("")).toContain("〓");
});
