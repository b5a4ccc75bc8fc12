import { report } from "./harness.mjs";
import "./views.mjs";
import "./explore.mjs";
import "./page.mjs";

await report();
