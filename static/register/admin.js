// Django's autocomplete boxes do not take over the label of the field that they stand for. Give it
// them, so that a screen reader says which field this is (WCAG 4.1.2).
"use strict";

function nameAutocompleteBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    const value = box?.querySelector(".select2-selection__rendered");
    if (!label || !value) continue;
    label.id ||= `${select.id}-label`;
    value.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
  }
}

window.addEventListener("load", nameAutocompleteBoxes);
document.addEventListener("formset:added", () => setTimeout(nameAutocompleteBoxes));
