import { DegreeSwitch, type ShownDegree } from "#ui/degree-switch";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { NetRentLine } from "#ui/net-rent-line";
import { PerDegree } from "#ui/per-degree";
import { Section } from "#ui/section";

// The amounts of the gallery only; real ones come from the scheme's data.
const nets = {
  doctor: { rentFen: 145000, livingFen: 80000, rentPartFen: 80000, yoursFen: 0, surplusFen: 15000 },
  master: { rentFen: 145000, livingFen: 50000, rentPartFen: 60000, yoursFen: 35000 },
  bachelor: { rentFen: 145000, livingFen: 30000, rentPartFen: 50000, yoursFen: 65000 },
  none: { rentFen: 145000, livingFen: 0, rentPartFen: 0, yoursFen: 145000 },
} satisfies Record<ShownDegree, Parameters<typeof NetRentLine>[0]["net"]>;

export function MoneyParts() {
  return (
    <>
      <Section title="学历切换与净租金">
        <DegreeSwitch />
        <PerDegree>{(degree) => <NetRentLine net={nets[degree]} />}</PerDegree>
        <div className="max-w-80">
          <PerDegree>{(degree) => <NetRentLine net={nets[degree]} label="预计您付" stacked />}</PerDegree>
        </div>
      </Section>
      <Section title="金额">
        <p className="flex flex-wrap items-baseline gap-6">
          <Money fen={145000} size="sm" unit="month" />
          <Money fen={145050} />
          <Money fen={-15000} />
          <Money fen={15000} always exact />
          <Money fen={35000} size="lg" unit="month" />
          <Money fen={194600000} size="display" />
        </p>
        <KeyFigures
          figures={[
            { label: "入住率", value: "95.0", unit: "%", hint: "1344 / 1415 套" },
            { label: "可租房源", value: "71", unit: "套", tone: "green", href: "/demo/ui?free" },
            { label: "本月应收", value: <Money fen={250320000} size="lg" /> },
            { label: "资助抵扣", value: <Money fen={116050000} size="lg" />, hint: "占 46.4%" },
            { label: "欠款", value: <Money fen={1290000} size="lg" />, tone: "red" },
          ]}
        />
      </Section>
    </>
  );
}
