// What of a person may stand in a public notice: 张*, the last four of the ID, never the phone (FIELD: 6).

// Two-character surnames still common enough to be met; any other name keeps its first character.
const COMPOUND_SURNAMES = new Set(
  "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 轩辕 端木 独孤 南宫 百里 长孙 宇文 呼延 闻人 澹台".split(
    " ",
  ),
);

/** `张三` → `张*`, `欧阳娜娜` → `欧阳**`: the surname stays, each further character becomes one star. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const kept = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join("")) ? 2 : 1;
  return characters.map((character, index) => (index < kept ? character : "*")).join("");
}

/** Only the last four characters stay; of what is no longer than that, none. */
export const maskResidentId = (residentId: string): string =>
  residentId.length > 4 ? residentId.slice(-4).padStart(residentId.length, "*") : "*".repeat(residentId.length);

/** `13812345678` → `138****5678`: for the person's own pages and the desk, never for a notice. */
export const maskPhone = (phone: string): string =>
  phone.length === 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : "*".repeat(phone.length);
