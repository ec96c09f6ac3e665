// What Swagger UI does otherwise than its readers expect.
//
// An operation that needs no token is, for Swagger, one that is authorized already, and gets a closed lock: here it gets none.
// The filter looks for the exact name of a group: here for any part of a group, a path or a summary, in any case.
const ReadersPlugin = () => ({
  wrapComponents: {
    OperationSummary: (Summary, { React }) => (properties) => {
      const operation = properties.operationProps;
      const isOpen = operation.get("security")?.some((scheme) => scheme.isEmpty());
      return React.createElement(Summary, isOpen ? { ...properties, operationProps: operation.delete("security") } : properties);
    },
  },
  fn: {
    opsFilter: (groups, phrase) => {
      const wanted = phrase.trim().toLowerCase();
      const fits = (...texts) => texts.some((text) => text?.toLowerCase().includes(wanted));
      return groups
        .map((group, name) => (fits(name) ? group : group.update("operations", (operations) =>
          operations.filter((one) => fits(one.get("path"), one.getIn(["operation", "summary"]))))))
        .filter((group) => group.get("operations").size);
    },
  },
});

// Choices without a label are named after their parameter, and code that scrolls can be reached by keys.
new MutationObserver(() => {
  for (const select of document.querySelectorAll("tr[data-param-name] select:not([aria-label])")) {
    select.setAttribute("aria-label", select.closest("tr").dataset.paramName);
  }
  for (const select of document.querySelectorAll("select.examples-select-element:not([aria-label])")) {
    select.setAttribute("aria-label", "Example");
  }
  for (const code of document.querySelectorAll("pre.microlight:not([tabindex])")) code.tabIndex = 0;
}).observe(document.getElementById("swagger-ui"), { childList: true, subtree: true });
