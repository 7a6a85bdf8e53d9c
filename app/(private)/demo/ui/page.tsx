import { BedDouble, FileText, House, Wallet } from "lucide-react";
import type { Metadata } from "next";
import { DeskShell } from "#ui/desk-shell";
import { PageHeader } from "#ui/page-header";
import { DataParts } from "./data-parts.tsx";
import { FormParts } from "./form-parts.tsx";
import { MessageParts } from "./message-parts.tsx";
import { MoneyParts } from "./money-parts.tsx";
import { PictureParts } from "./picture-parts.tsx";

export const metadata: Metadata = { title: "界面部件" };

const nav = [
  { href: "/demo/ui", label: "界面部件", icon: <House size={20} />, exact: true },
  { href: "/demo/ui?rooms", label: "房源", icon: <BedDouble size={20} />, count: 71 },
  { href: "/demo/ui?applications", label: "申请", icon: <FileText size={20} />, count: 3 },
  { href: "/demo/ui?bills", label: "账单", icon: <Wallet size={20} /> },
];

/** Every part of the design system on one page, for those who build with it and for the tests that look at it. */
export default function GalleryPage() {
  return (
    <DeskShell title="运营工作台" nav={nav} person="样例·林一" roleName="运营人员">
      <PageHeader
        look="desk"
        title="界面部件"
        lead="产品所用的全部部件及其各种状态。"
        breadcrumbs={[{ label: "演示", href: "/demo" }]}
      />
      <div className="max-w-page">
        <PictureParts />
        <MoneyParts />
        <FormParts />
        <DataParts />
        <MessageParts />
      </div>
    </DeskShell>
  );
}
