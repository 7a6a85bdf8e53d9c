import { Search } from "lucide-react";
import { Button } from "#ui/button";
import { TextField } from "#ui/field";
import { TextLink } from "#ui/text-link";

/** A search that lives in the address; `keep` are the other parts of it. */
export function SearchForm(props: {
  label: string;
  hint?: string;
  submit: string;
  clear: string;
  query: string;
  clearHref: string;
  keep: Record<string, string>;
}) {
  const { label, hint, submit, clear, query, clearHref, keep } = props;
  return (
    <search>
      <form className="flex flex-wrap items-end gap-3" data-print="hide">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="w-full max-w-72">
          <TextField type="search" name="query" label={label} hint={hint} defaultValue={query} maxLength={60} />
        </div>
        <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
          {submit}
        </Button>
        {query && (
          <TextLink href={clearHref} look="touch">
            {clear}
          </TextLink>
        )}
      </form>
    </search>
  );
}
