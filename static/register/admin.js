// Django's autocomplete boxes do not take over the label of the field that they stand for. Give it
// them, so that a screen reader says which field this is (WCAG 4.1.2). An observer is told before
// the browser does anything else, so that no box is ever seen without its name.
"use strict";

function nameAutocompleteBox(container) {
  const select = container.previousElementSibling;
  const label = select && document.querySelector(`label[for="${select.id}"]`);
  const box = container.querySelector(".select2-selection");
  const value = box?.querySelector(".select2-selection__rendered");
  if (!label || !value) return;
  label.id ||= `${select.id}-label`;
  value.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.matches?.("select.admin-autocomplete + .select2-container")) nameAutocompleteBox(node);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
