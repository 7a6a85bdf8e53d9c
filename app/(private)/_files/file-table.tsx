import { Instant } from "#ui/instant";
import { type Column, Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { FileStatus } from "./file-status.tsx";

type TableFile = {
  id: string;
  fileName: string;
  status: "preview" | "confirmed" | "discarded";
  madeAt: Date;
  rows: number;
};

/** The table files that were uploaded, each leading to its lines; `columns` are of that kind of file alone. */
export function FileTable<Row extends TableFile>({
  files,
  href,
  name,
  wrong,
  columns,
  texts,
  empty,
}: {
  files: readonly Row[];
  href: (file: Row) => string;
  name?: (file: Row) => string;
  /** how many lines cannot be read */
  wrong?: (file: Row) => number;
  columns: readonly Column<Row>[];
  texts: {
    caption: string;
    file: string;
    madeAt: string;
    rows: string;
    status: string;
    statusOf: (file: Row) => string;
  };
  empty: React.ReactNode;
}) {
  return (
    <Table
      caption={texts.caption}
      captionHidden
      rows={files}
      rowKey={(file) => file.id}
      empty={empty}
      columns={[
        {
          key: "file",
          header: texts.file,
          heading: true,
          cell: (file) => (
            <TextLink href={href(file)} look="row" wrap="anywhere">
              {name ? name(file) : file.fileName}
            </TextLink>
          ),
        },
        { key: "madeAt", header: texts.madeAt, cell: (file) => <Instant at={file.madeAt} look="short" /> },
        { key: "rows", header: texts.rows, numeric: true, cell: (file) => file.rows },
        ...columns,
        {
          key: "status",
          header: texts.status,
          cell: (file) => <FileStatus status={file.status} label={texts.statusOf(file)} wrong={wrong?.(file)} />,
        },
      ]}
    />
  );
}
