// What the charts of Keng need of ECharts, and no more. How it is bundled: static/vendor/VENDOR.md.
import { use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

export { init } from "echarts/core";
use([LineChart, BarChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);
