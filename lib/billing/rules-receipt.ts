import { type Day, isDay } from "../days.ts";
import { invariant } from "../errors.ts";
import { assertFen, type Fen } from "../money.ts";

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿"];

/**
 * An amount as Chinese receipts write it (大写), by the rules for bank papers (支付结算办法, 附一): a zero is said once
 * between digits, whole yuan end in 整, and so do whole jiao.
 */
export function capitalYuan(fen: Fen): string {
  invariant(assertFen(fen) >= 0 && fen < 1e14, `no amount for a receipt: ${fen}`);
  const [yuan, jiao, rest] = [Math.floor(fen / 100), Math.floor((fen % 100) / 10), fen % 10];
  const whole = yuan === 0 ? "" : `${capitalWhole(yuan)}元`;
  if (jiao === 0 && rest === 0) return whole === "" ? "零元整" : `${whole}整`;
  const tens = jiao > 0 ? `${DIGITS[jiao]}角` : whole === "" ? "" : "零";
  return `${whole}${tens}${rest > 0 ? `${DIGITS[rest]}分` : "整"}`;
}

function capitalWhole(yuan: number): string {
  let text = "";
  for (let group = 2; group >= 0; group--) {
    const part = Math.floor(yuan / 10 ** (group * 4)) % 10_000;
    if (part === 0) continue;
    // A group that begins with a nought, or comes after an empty one, is led by one zero.
    if (text !== "" && (part < 1000 || Math.floor(yuan / 10 ** ((group + 1) * 4)) % 10_000 === 0)) text += "零";
    text += capitalGroup(part) + GROUPS[group];
  }
  return text.replace(/零+/g, "零");
}

function capitalGroup(part: number): string {
  let text = "";
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(part / 10 ** place) % 10;
    if (digit > 0) text += `${DIGITS[digit]}${PLACES[place]}`;
    else if (text !== "" && part % 10 ** place > 0 && !text.endsWith("零")) text += "零";
  }
  return text;
}

/** `SJ20260908-7K3M9Q`: the day the money came and the end of the payment's id. */
export function receiptNo(paidOn: Day, paymentId: string): string {
  invariant(isDay(paidOn), `not a day: ${paidOn}`);
  return `SJ${paidOn.replaceAll("-", "")}-${paymentId.slice(-6)}`;
}
