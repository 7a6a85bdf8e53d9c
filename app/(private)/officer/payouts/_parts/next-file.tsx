import { Send } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { newId } from "#lib/ids";
import type { nextFile } from "#lib/payouts/queries";
import { Form } from "#ui/form";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { SubmitButton } from "#ui/submit-button";
import { makeFileAction } from "../actions.ts";

type Next = Awaited<ReturnType<typeof nextFile>>;

/** What can go to the bank now, and who cannot be paid before they have told an account. */
export function NextFile({ next, officer }: { next: Next; officer: boolean }) {
  const t = useTranslations("payouts");
  return (
    <div className="grid gap-4">
      {next.missing.length > 0 && (
        <Notice tone="amber" title={t("missingTitle", { count: next.missing.length })}>
          <p>{t("missingText")}</p>
          <ul className="flex flex-wrap gap-x-4">
            {next.missing.slice(0, 12).map((one) => (
              <li key={one.id}>
                <Link
                  href={`/officer/payouts/${one.id}`}
                  className="inline-flex min-h-6 items-center underline underline-offset-4"
                >
                  {one.personName}
                </Link>
              </li>
            ))}
            {next.missing.length > 12 && <li>{t("more", { count: next.missing.length - 12 })}</li>}
          </ul>
        </Notice>
      )}
      {next.rows === 0 ? (
        <p className="text-muted">{t("nothingToSend")}</p>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-4 rounded-lg border border-line bg-surface p-4 sm:p-6">
          <p>
            {t("toSend", { count: next.rows })} <Money fen={next.amountFen} size="lg" />
          </p>
          {officer && (
            <Form action={makeFileAction} hidden={{ fileId: newId(), seen: next.seen }} className="grid gap-4">
              <SubmitButton icon={<Send aria-hidden size={18} />}>{t("makeFile")}</SubmitButton>
            </Form>
          )}
        </div>
      )}
    </div>
  );
}
