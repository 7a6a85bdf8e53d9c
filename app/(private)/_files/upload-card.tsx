import { Upload } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormFile } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";

type Texts = {
  title: string;
  text: string;
  file: string;
  hint: string;
  tooLarge: string;
  submit: string;
  reading: string;
  columns: string;
  columnsText?: string;
};

/** Uploading a table file for a preview; which headers are understood is folded away. `children` are fields before the file. */
export function UploadCard({
  action,
  maxBytes,
  texts,
  columns,
  children,
}: {
  action: Parameters<typeof Form>[0]["action"];
  maxBytes: number;
  texts: Texts;
  columns: readonly { label: string; headers: readonly string[] }[];
  children?: ReactNode;
}) {
  return (
    <Card>
      <div className="grid gap-4">
        <Form action={action} className="grid max-w-form gap-4">
          <div className="grid gap-1">
            <h2 className="font-semibold text-lg">{texts.title}</h2>
            <p className="text-muted">{texts.text}</p>
          </div>
          {children}
          <FormFile
            name="file"
            label={texts.file}
            hint={texts.hint}
            accept=".csv,.txt,.xlsx"
            maxBytes={maxBytes}
            tooLarge={texts.tooLarge}
          />
          <SubmitButton icon={<Upload aria-hidden size={18} />} pendingLabel={texts.reading}>
            {texts.submit}
          </SubmitButton>
        </Form>
        <Folded look="below" title={texts.columns}>
          <div className="grid gap-3 pb-2">
            {texts.columnsText && <p className="max-w-prose text-muted">{texts.columnsText}</p>}
            <SummaryList items={columns.map(({ label, headers }) => ({ label, value: headers.join("、") }))} />
          </div>
        </Folded>
      </div>
    </Card>
  );
}
