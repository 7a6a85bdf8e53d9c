import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import type { ApplicationView, OpenRound } from "#lib/applications/queries";
import type { Progress } from "#lib/applications/rules-progress";
import type { LeaseView } from "#lib/leases/queries";
import type { OfferView } from "#lib/offers/queries";
import type { ProfileView } from "#lib/people/queries";
import type { Task } from "#ui/task-list";
import { dayText, instantText } from "./texts.ts";

export type Standing = {
  profile: ProfileView;
  rounds: OpenRound[];
  applications: ApplicationView[];
  offer: OfferView | null;
  lease: LeaseView | null;
};

/** The way from an empty profile to monthly bills: what is done, what waits, what to do now. */
export async function tasksOf(standing: Standing): Promise<Task[]> {
  const t = await getTranslations("my.home.labels");
  const { housed } = standingOf(standing);
  const tasks = [await profileTask(standing), await applyTask(standing), await offerTask(standing)];
  const rest = [await leaseTask(standing), await billsTask(standing)];
  // Who lives here already has no use for the steps that led here.
  const shown = housed ? [...tasks.slice(0, 1), ...rest] : [...tasks, ...rest];
  const labels: Partial<Record<Task["status"], string>> = {
    todo: t("todo"),
    blocked: t("blocked"),
    waiting: t("waiting"),
  };
  return shown.map((task) => ({ ...task, statusLabel: task.statusLabel ?? labels[task.status] }));
}

const standingOf = ({ lease }: Standing) => ({ housed: lease !== null && lease.status !== "ended" });

async function profileTask({ profile }: Standing): Promise<Task> {
  const t = await getTranslations("my.home.tasks");
  const started = profile.profile.name !== "";
  return {
    title: t("profile"),
    href: "/my/profile",
    hint: profile.complete ? t("profileDone") : t("profileHint", { count: profile.missing.length }),
    status: profile.issues.length > 0 ? "error" : profile.complete ? "done" : started ? "inProgress" : "todo",
  };
}

async function applyTask({ profile, rounds, applications }: Standing): Promise<Task> {
  const t = await getTranslations("my.home.tasks");
  const locale = await getLocale();
  const title = t("apply");
  const sent = applications.find((one) => one.progress !== "withdrawn");
  if (sent) {
    const hint = t("applySent", { receiptNo: sent.receiptNo });
    return { title, href: `/my/applications/${sent.id}`, hint, status: "done" };
  }
  const [round] = rounds.filter((one) => one.open);
  if (!round) return { title, hint: t("applyNone"), status: "blocked" };
  if (!profile.complete) return { title, hint: t("applyBlocked"), status: "blocked" };
  const hint = t("applyHint", { round: nameIn(locale, round), date: instantText(locale, round.closesAt) });
  return { title, href: `/my/applications/new/${round.id}`, hint, status: "todo" };
}

/** Nothing is asked of the person now, and something may still come. */
const STILL_WAITING: ReadonlySet<Progress> = new Set(["submitted", "placed", "choosing", "waiting"]);

async function offerTask({ offer, applications }: Standing): Promise<Task> {
  const t = await getTranslations("my.home.tasks");
  const labels = await getTranslations("my.home.labels");
  const title = t("offer");
  if (offer?.status === "open") {
    const hint = t("offerOpen", { date: instantText(await getLocale(), offer.expiresAt) });
    return { title, href: `/my/offers/${offer.id}`, hint, status: "todo", statusLabel: labels("answer") };
  }
  if (offer) return { title, href: `/my/offers/${offer.id}`, hint: t("offerAnswered"), status: "done" };
  const waiting = applications.some(({ progress }) => STILL_WAITING.has(progress));
  return { title, hint: t("offerWait"), status: waiting ? "waiting" : "blocked" };
}

async function leaseTask({ lease }: Standing): Promise<Task> {
  const t = await getTranslations("my.home.tasks");
  const locale = await getLocale();
  const title = t("lease");
  if (!lease || lease.status === "ended") return { title, hint: t("leaseWait"), status: "blocked" };
  if (lease.status === "signed") {
    const hint = t("leaseSigned", { leaseNo: lease.leaseNo, date: dayText(locale, lease.startsOn) });
    return { title, href: "/my/lease", hint, status: "waiting" };
  }
  const offer = await getTranslations("my.offer");
  const place = offer("place", { building: nameIn(locale, lease.building), roomNo: lease.unit.roomNo });
  return { title, href: "/my/lease", hint: t("leaseActive", { place }), status: "done" };
}

async function billsTask({ lease }: Standing): Promise<Task> {
  const t = await getTranslations("my.home.tasks");
  const labels = await getTranslations("my.home.labels");
  const title = t("bills");
  if (lease?.status !== "active") return { title, hint: t("billsWait"), status: "blocked" };
  return { title, href: "/my/bills", hint: t("billsHint"), status: "done", statusLabel: labels("open") };
}
