import { createApp, h, ref } from "vue";
import "hubcheck/element";

// In a template it is the same, with `isCustomElement: (tag) => tag === "hub-check"` among the compiler's options.
createApp({
  setup() {
    const mode = ref("add");
    const verdict = ref("none yet");
    return () => [
      h("select", { value: mode.value, onChange: ({ target }) => (mode.value = target.value) }, [
        h("option", "add"), h("option", "add-remove"),
      ]),
      h("hub-check", { mode: mode.value, limit: "500", onChecked: ({ detail }) => (verdict.value = detail.report.verdict) }),
      h("p", ["Last result: ", h("output", verdict.value)]),
    ];
  },
}).mount("#root");
