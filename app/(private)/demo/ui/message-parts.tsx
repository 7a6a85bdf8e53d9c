import { BedDouble } from "lucide-react";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Notice } from "#ui/notice";
import { ReasonList } from "#ui/reason-list";
import { Section } from "#ui/section";
import { Stepper } from "#ui/stepper";
import { TaskList } from "#ui/task-list";
import { Timeline } from "#ui/timeline";
import { ErrorSample } from "./error-sample.tsx";

const reference = "常政办发〔2021〕21号";

function WaySamples() {
  return (
    <>
      <Stepper
        label="申请进度"
        current={2}
        steps={[
          { label: "资料", href: "/demo/ui" },
          { label: "资格", href: "/demo/ui" },
          { label: "户型意向" },
          { label: "核对" },
          { label: "提交" },
        ]}
      />
      <TaskList
        tasks={[
          { title: "个人资料", status: "done", href: "/demo/ui" },
          { title: "工作与社保", status: "inProgress", href: "/demo/ui", hint: "还差首次参保时间" },
          { title: "户型意向", status: "todo", href: "/demo/ui" },
          { title: "核对并提交", status: "blocked" },
        ]}
      />
      <Timeline
        items={[
          { id: "1", title: "已比对", at: "3月2日", state: "done" },
          { id: "2", title: "待复核", at: "3月5日", state: "current", body: "等待第二位审核员复核" },
          { id: "3", title: "拨付", at: "预计 3月20日", state: "future" },
        ]}
      />
    </>
  );
}

function ReasonSamples() {
  return (
    <ReasonList
      reasons={[
        { id: "a", state: "passed", title: "全日制学历", actual: "硕士", required: "本科及以上", reference },
        {
          id: "b",
          state: "failed",
          title: "毕业两年内引进",
          actual: "31 个月",
          required: "不超过 24 个月",
          reference,
          advice: "如入职时间有误，请先更正个人资料。",
        },
        { id: "c", state: "unknown", title: "租赁备案", required: "已备案", reference },
      ]}
    />
  );
}

export function MessageParts() {
  return (
    <>
      <Section title="步骤、任务、时间线">
        <WaySamples />
      </Section>
      <Section title="资格理由">
        <ReasonSamples />
      </Section>
      <Section title="提示">
        <Notice tone="green" title="申请已提交">
          受理编号 2026-0318-0042
        </Notice>
        <Notice>本批次受理至 3月31日 17:00。</Notice>
        <Notice tone="amber" title="房源将于 24 小时内失效">
          请尽快答复。
        </Notice>
        <Notice tone="red">三月账单已逾期 5 天。</Notice>
        <ErrorSample />
        <EmptyState
          title="还没有申请"
          icon={<BedDouble aria-hidden size={32} />}
          action={
            <ButtonLink href="/rooms" tone="quiet">
              先看看房源
            </ButtonLink>
          }
        >
          三月批次正在受理，截止前可随时修改或撤回。
        </EmptyState>
      </Section>
    </>
  );
}
