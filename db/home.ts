import { resolve } from "node:path";

/** A path of the checkout that the process was started in, whether the code is bundled or not. */
export const atHome = (path: string): string => resolve(process.env.WUTONG_HOME ?? process.cwd(), path);
