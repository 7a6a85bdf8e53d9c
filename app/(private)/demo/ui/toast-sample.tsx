"use client";

import { Button } from "#ui/button";
import { toast } from "#ui/toast";

export function ToastSample() {
  return (
    <Button
      tone="quiet"
      onClick={() =>
        toast({ message: "已锁定 3 套房源", action: { label: "撤销", onPress: () => toast({ message: "已撤销" }) } })
      }
    >
      显示提示
    </Button>
  );
}
