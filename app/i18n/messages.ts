import enAdmin from "./en/admin.json" with { type: "json" };
import enApplications from "./en/applications.json" with { type: "json" };
import enBudget from "./en/budget.json" with { type: "json" };
import enCharges from "./en/charges.json" with { type: "json" };
import enChoosing from "./en/choosing.json" with { type: "json" };
import enCorrections from "./en/corrections.json" with { type: "json" };
import enDesk from "./en/desk.json" with { type: "json" };
import enExchange from "./en/exchange.json" with { type: "json" };
import enFields from "./en/fields.json" with { type: "json" };
import enLab from "./en/lab.json" with { type: "json" };
import enMy from "./en/my.json" with { type: "json" };
import enObjection from "./en/objection.json" with { type: "json" };
import enOfficer from "./en/officer.json" with { type: "json" };
import enOperator from "./en/operator.json" with { type: "json" };
import enPayouts from "./en/payouts.json" with { type: "json" };
import enPeriods from "./en/periods.json" with { type: "json" };
import enPriority from "./en/priority.json" with { type: "json" };
import enPublic from "./en/public.json" with { type: "json" };
import enRefusals from "./en/refusals.json" with { type: "json" };
import enRoster from "./en/roster.json" with { type: "json" };
import enSignIn from "./en/signIn.json" with { type: "json" };
import enUi from "./en/ui.json" with { type: "json" };
import enWaiting from "./en/waiting.json" with { type: "json" };
import enWords from "./en/words.json" with { type: "json" };
import type { Locale } from "./locales.ts";
import zhAdmin from "./zh-CN/admin.json" with { type: "json" };
import zhApplications from "./zh-CN/applications.json" with { type: "json" };
import zhBudget from "./zh-CN/budget.json" with { type: "json" };
import zhCharges from "./zh-CN/charges.json" with { type: "json" };
import zhChoosing from "./zh-CN/choosing.json" with { type: "json" };
import zhCorrections from "./zh-CN/corrections.json" with { type: "json" };
import zhDesk from "./zh-CN/desk.json" with { type: "json" };
import zhExchange from "./zh-CN/exchange.json" with { type: "json" };
import zhFields from "./zh-CN/fields.json" with { type: "json" };
import zhLab from "./zh-CN/lab.json" with { type: "json" };
import zhMy from "./zh-CN/my.json" with { type: "json" };
import zhObjection from "./zh-CN/objection.json" with { type: "json" };
import zhOfficer from "./zh-CN/officer.json" with { type: "json" };
import zhOperator from "./zh-CN/operator.json" with { type: "json" };
import zhPayouts from "./zh-CN/payouts.json" with { type: "json" };
import zhPeriods from "./zh-CN/periods.json" with { type: "json" };
import zhPriority from "./zh-CN/priority.json" with { type: "json" };
import zhPublic from "./zh-CN/public.json" with { type: "json" };
import zhRefusals from "./zh-CN/refusals.json" with { type: "json" };
import zhRoster from "./zh-CN/roster.json" with { type: "json" };
import zhSignIn from "./zh-CN/signIn.json" with { type: "json" };
import zhUi from "./zh-CN/ui.json" with { type: "json" };
import zhWaiting from "./zh-CN/waiting.json" with { type: "json" };
import zhWords from "./zh-CN/words.json" with { type: "json" };

const zhCN = {
  ui: zhUi,
  words: zhWords,
  refusals: zhRefusals,
  fields: zhFields,
  desk: zhDesk,
  corrections: zhCorrections,
  exchange: zhExchange,
  priority: zhPriority,
  public: zhPublic,
  signIn: zhSignIn,
  lab: zhLab,
  my: zhMy,
  charges: zhCharges,
  choosing: zhChoosing,
  applications: zhApplications,
  objection: zhObjection,
  operator: zhOperator,
  roster: zhRoster,
  officer: zhOfficer,
  admin: zhAdmin,
  waiting: zhWaiting,
  periods: zhPeriods,
  payouts: zhPayouts,
  budget: zhBudget,
};

/** The shape of the source language: keys of `t("…")` are checked against it. */
export type Messages = typeof zhCN;

const en = {
  ui: enUi,
  words: enWords,
  refusals: enRefusals,
  fields: enFields,
  desk: enDesk,
  corrections: enCorrections,
  exchange: enExchange,
  priority: enPriority,
  public: enPublic,
  signIn: enSignIn,
  lab: enLab,
  my: enMy,
  charges: enCharges,
  choosing: enChoosing,
  applications: enApplications,
  objection: enObjection,
  operator: enOperator,
  roster: enRoster,
  officer: enOfficer,
  admin: enAdmin,
  waiting: enWaiting,
  periods: enPeriods,
  payouts: enPayouts,
  budget: enBudget,
};

/** Every message of a language by namespace; tests/rules/i18n.test.ts keeps the languages alike. */
export const messagesOf = (locale: Locale): Messages => (locale === "en" ? (en as Messages) : zhCN);
