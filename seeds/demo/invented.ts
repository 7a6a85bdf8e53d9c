import type { Day } from "#lib/days";
import { passesLuhn } from "#lib/payouts/rules-account";
import { residentIdCheckDigit } from "#lib/people/numbers";

// Names and numbers of people who do not exist. The given names are plants, the employers say 示例 (example), the
// ID numbers begin with a region that was never assigned: nobody can take the demo's people for real ones.

/** A region code that GB/T 2260 never assigned. */
export const UNASSIGNED_REGION = "999999";

/** A valid ID number that belongs to nobody. An odd `sequence` (0–999) is a man's, an even one a woman's (GB 11643). */
export function inventedResidentId(birthDate: Day, sequence: number): string {
  const first17 = `${UNASSIGNED_REGION}${birthDate.replaceAll("-", "")}${String(sequence % 1000).padStart(3, "0")}`;
  return first17 + residentIdCheckDigit(first17);
}

/** 1990000xxxx: well-formed, ten thousand in a row, and the demo sends no text message to anybody. */
export const inventedPhone = (sequence: number): string => `1990000${String(sequence).padStart(4, "0")}`;

/**
 * A card number with a right check digit that no bank has issued: its first digit 0 stands for no bank
 * (ISO/IEC 7812-1).
 */
export function inventedCard(sequence: number): string {
  const first18 = `0000${String(sequence).padStart(14, "0")}`;
  return Array.from({ length: 10 }, (_, digit) => `${first18}${digit}`).find(passesLuhn) ?? "";
}

const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const PLANTS = [
  "梧桐 银杏 香樟 云杉 雪松 水杉 白杨 青枫 红枫 垂柳 国槐 榉木 乌桕 合欢 楝花 泡桐 木棉 凤凰 榕荫 桂花 玉兰 含笑 紫薇 木槿 海棠",
  "丁香 樱花 碧桃 石榴 山茶 茉莉 栀子 芙蓉 牡丹 芍药 月季 蔷薇 紫藤 凌霄 忍冬 连翘 迎春 腊梅 冬青 石楠 兰草 菖蒲 芦苇 薄荷 艾草",
].flatMap((row) => row.split(" "));

/** How many different names `inventedName` can give. */
export const NAMES = SURNAMES.length * PLANTS.length;

/** The `n`-th invented name: a usual surname and a plant, different for each `n` below `NAMES`. */
export function inventedName(n: number): string {
  const surname = SURNAMES.charAt(n % SURNAMES.length);
  const plant = PLANTS[Math.floor(n / SURNAMES.length) % PLANTS.length] ?? "梧桐";
  return surname + plant;
}

const TRADES =
  "精密机械 光伏材料 动力电池 智能装备 生物医药 碳纤维 机器人 轨道交通 半导体 工业软件 医疗器械 新能源汽车".split(" ");
const BRANDS = "青枫 新龙 藻港 滆湖 长荡 天目 运河 龙城".split(" ");

/** Ninety-six companies that do not exist. */
export const COMPANIES: readonly string[] = BRANDS.flatMap((brand) =>
  TRADES.map((trade) => `示例${brand}${trade}有限公司`),
);
export const INSTITUTIONS = ["示例市第一医院", "示例市图书馆", "示例市实验中学", "示例区文化馆"] as const;
export const UNIVERSITIES = ["示例大学", "示例理工学院", "示例职业技术学院"] as const;
export const OFFICES = ["示例市政务中心", "示例区街道办事处"] as const;

export const SCHOOLS = [
  "示例大学",
  "示例理工大学",
  "示例师范大学",
  "示例工业大学",
  "示例科技大学",
  "示例医科大学",
] as const;
export const MAJORS =
  "机械工程 材料科学 自动化 计算机 电子信息 车辆工程 化学工程 生物医药 会计 人力资源 工业设计 英语".split(" ");
