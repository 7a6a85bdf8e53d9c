import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Pagination } from "#ui/pagination";
import { ProgressBar } from "#ui/progress-bar";
import { Section } from "#ui/section";
import { StatusBadge, statusTones } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { UnitStatusBadge, UnitStatusDot, type UnitStatusWord } from "#ui/unit-status-badge";

type Row = { id: string; roomNo: string; type: string; status: UnitStatusWord; rentFen: number; since: string };

const rows: Row[] = [
  { id: "1", roomNo: "3栋 0503", type: "单人间", status: "vacant", rentFen: 145000, since: "2026-02-11" },
  { id: "2", roomNo: "3栋 0504", type: "双人间", status: "occupied", rentFen: 190000, since: "2025-09-01" },
  { id: "3", roomNo: "8栋 1602", type: "四人套间", status: "reserved", rentFen: 300000, since: "2026-03-01" },
];
const unitStatuses = Object.keys(statusTones.unit) as UnitStatusWord[];

function StatusSamples() {
  return (
    <>
      <p className="flex flex-wrap gap-2">
        {unitStatuses.map((status) => (
          <UnitStatusBadge key={status} status={status} />
        ))}
      </p>
      <p className="flex flex-wrap gap-2">
        <StatusBadge kind="round" status="open" />
        <StatusBadge kind="application" status="submitted" />
        <StatusBadge kind="offer" status="open" />
        <StatusBadge kind="lease" status="active" />
        <StatusBadge kind="bill" status="overdue" />
        <StatusBadge kind="settlement" status="checked" />
        <Badge tone="amber">即将到期</Badge>
      </p>
      <p className="flex flex-wrap items-center gap-4 text-sm">
        <span className="inline-flex items-center gap-1.5">
          <UnitStatusDot status="vacant" /> 空置 71
        </span>
        <span className="inline-flex items-center gap-1.5">
          <UnitStatusDot status="occupied" /> 在租 1344
        </span>
      </p>
    </>
  );
}

function TableSamples() {
  return (
    <>
      <TabsNav
        label="房态"
        tabs={[
          { href: "/demo/ui", label: "全部", count: 1415, current: true },
          { href: "/demo/ui?status=vacant", label: "空置", count: 71 },
        ]}
      />
      <Table
        caption="房源"
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "roomNo",
            header: "房号",
            cell: (row) => row.roomNo,
            heading: true,
            sortHref: "?sort=no",
            sorted: "ascending",
          },
          { key: "type", header: "户型", cell: (row) => row.type },
          { key: "status", header: "房态", cell: (row) => <UnitStatusBadge status={row.status} /> },
          {
            key: "since",
            header: "起始",
            cell: (row) => <Day on={row.since} look="numeric" />,
            sortHref: "?sort=since",
          },
          { key: "rent", header: "月租", cell: (row) => <Money fen={row.rentFen} />, numeric: true },
        ]}
        totals={{ rent: <Money fen={635000} /> }}
      />
      <Pagination page={2} pages={9} href={(page) => `/demo/ui?page=${page}`} />
      <Table caption="没有记录的表" rows={[] as Row[]} rowKey={(row) => row.id} columns={[]} />
    </>
  );
}

export function DataParts() {
  return (
    <>
      <Section title="状态">
        <StatusSamples />
      </Section>
      <Section title="表格">
        <TableSamples />
      </Section>
      <Section title="摘要与进度">
        <SummaryList
          title="个人信息"
          items={[
            { label: "姓名", value: "样例·林一", changeHref: "/demo/ui" },
            { label: "毕业时间", value: <Day on="2025-06-30" />, changeHref: "/demo/ui" },
            { label: "账期", value: <MonthText month="2026-03" /> },
            { label: "答复期限", value: <Instant at="2026-03-01T09:30:00Z" /> },
          ]}
        />
        <Card>
          <div className="grid gap-4">
            <ProgressBar label="入住" value={1344} max={1415} detail="1344 / 1415" tone="blue" />
            <ProgressBar label="本月已缴" value={62} detail="62%" />
          </div>
        </Card>
      </Section>
    </>
  );
}
