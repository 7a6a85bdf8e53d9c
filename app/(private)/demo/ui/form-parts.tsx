import { Download, Plus } from "lucide-react";
import { Button, ButtonLink } from "#ui/button";
import { Checkbox } from "#ui/checkbox";
import { Dialog } from "#ui/dialog";
import { TextField } from "#ui/field";
import { RadioGroup } from "#ui/radio-group";
import { Section } from "#ui/section";
import { Select } from "#ui/select";
import { SubmitButton } from "#ui/submit-button";
import { Textarea } from "#ui/textarea";
import { ToastSample } from "./toast-sample.tsx";

const degrees = [
  { value: "doctor", label: "博士" },
  { value: "master", label: "硕士" },
  { value: "bachelor", label: "本科" },
];

export function FormParts() {
  return (
    <>
      <Section title="按钮">
        <div className="flex flex-wrap items-center gap-3">
          <Button>接受房源</Button>
          <Button tone="quiet" icon={<Plus aria-hidden size={18} />}>
            新建批次
          </Button>
          <Button tone="danger">撤回申请</Button>
          <Button tone="link">稍后再说</Button>
          <Button disabled>不可用</Button>
          <Button size="sm">小</Button>
          <Button size="lg">查看房源</Button>
          <ButtonLink href="/demo/ui" plain tone="quiet" icon={<Download aria-hidden size={18} />}>
            导出
          </ButtonLink>
          <Dialog trigger="退租" triggerLook={{ tone: "danger" }} title="确认退租？">
            <p>退租后房源将转为待腾退，租金结算至退租日。</p>
            <form>
              <SubmitButton tone="danger">确认退租</SubmitButton>
            </form>
          </Dialog>
          <ToastSample />
        </div>
      </Section>
      <Section title="表单">
        <form className="grid max-w-form gap-6" noValidate>
          <TextField name="name" label="姓名" hint="与身份证一致" autoComplete="name" width="md" />
          <TextField
            name="residentId"
            label="身份证号"
            defaultValue="990101199501011234"
            error="校验码不正确，请检查最后一位"
            inputMode="text"
          />
          <TextField name="phone" type="tel" label="手机" width="md" optional />
          <TextField name="graduatedOn" type="date" label="毕业时间" width="sm" />
          <TextField name="insuredMonths" type="number" label="社保月数" width="xs" suffix="个月" />
          <Select name="degree" label="学历" options={degrees} placeholder />
          <RadioGroup
            name="employer"
            label="用人单位性质"
            layout="grid"
            defaultValue="enterprise"
            options={[
              { value: "enterprise", label: "企业", hint: "在本市注册" },
              { value: "university", label: "高校", hint: "不在资助范围内" },
            ]}
          />
          <RadioGroup
            name="choice"
            label="是否有本市住房"
            layout="inline"
            error="请选择一项"
            options={[
              { value: "yes", label: "有" },
              { value: "no", label: "没有" },
            ]}
          />
          <Textarea name="note" label="补充说明" optional />
          <Checkbox name="declared" label="本人承诺所填内容真实" hint="承诺书将与申请一并保存" />
          <Checkbox name="consent" label="同意核验社保与房产信息" error="请先同意，才能提交" />
          <SubmitButton wide>提交申请</SubmitButton>
        </form>
      </Section>
    </>
  );
}
