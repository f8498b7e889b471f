"""What an office file still holds though its pages don't show it: refused, or told the editor."""

import pytest

from agreements.documents.acceptance import Unacceptable

from .samples import examine, in_word, odf, office, word

CHANGES = "tracked changes"
COMMENTS = "It holds comments"
HIDDEN = "hidden sheets"
ROWS, STILL_IN_IT = "Warning (hidden rows or columns)", "what they hold is still in the file"
BY = 'w:id="1" w:author="C. Brown"'
DELETED = f"<w:del {BY}><w:r><w:delText>J. Smith</w:delText></w:r></w:del>"


def sheet_part(name, part):
    return office("xlsx", **{f"xl__{name}": part})


def book(state):
    return (
        f'<workbook><sheets><sheet name="Costs"/><sheet name="Salaries" state="{state}"/></sheets>'
        "</workbook>"
    )


def regions(change):
    return f"<text:tracked-changes>{change}</text:tracked-changes>"


STILL_THERE = {
    "deletion": ("docx", in_word(DELETED), CHANGES),
    "insertion": ("docx", in_word(f"<w:ins {BY}><w:r><w:t>A</w:t></w:r></w:ins>"), CHANGES),
    "deletion without a name": (
        "docx",
        in_word("<w:del><w:r><w:delText>J. Smith</w:delText></w:r></w:del>"),
        CHANGES,
    ),
    "deleted field": ("docx", in_word("<w:delInstrText>REF a</w:delInstrText>"), CHANGES),
    "moved away": ("docx", in_word(f"<w:moveFrom {BY}><w:r/></w:moveFrom>"), CHANGES),
    "moved here": ("docx", in_word(f"<w:moveTo {BY}><w:r/></w:moveTo>"), CHANGES),
    "deleted cell": ("docx", in_word(f"<w:cellDel {BY}/>"), CHANGES),
    "deletion in a footnote": (
        "docx",
        office("docx", **{"word__footnotes.xml": word(DELETED)}),
        CHANGES,
    ),
    "history of a shared workbook": (
        "xlsx",
        sheet_part("revisions__revisionLog1.xml", "<revisions><rcc/></revisions>"),
        CHANGES,
    ),
    "comment": (
        "docx",
        office(
            "docx",
            **{"word__comments.xml": f'<w:comments xmlns:w="w"><w:comment {BY}/></w:comments>'},
        ),
        COMMENTS,
    ),
    "comment in a cell": (
        "xlsx",
        sheet_part(
            "comments1.xml",
            '<comments><commentList><comment ref="A1" authorId="0"/></commentList></comments>',
        ),
        COMMENTS,
    ),
    "talk in a cell": (
        "xlsx",
        sheet_part(
            "threadedComments__t1.xml",
            '<ThreadedComments><threadedComment ref="A1"><text>J. Smith</text></threadedComment>'
            "</ThreadedComments>",
        ),
        COMMENTS,
    ),
    "hidden sheet": ("xlsx", sheet_part("workbook.xml", book("hidden")), f"{HIDDEN} (Salaries)"),
    "very hidden sheet": ("xlsx", sheet_part("workbook.xml", book("veryHidden")), HIDDEN),
    "ODT deletion": (
        "odt",
        odf(regions("<text:changed-region><text:deletion/></text:changed-region>")),
        CHANGES,
    ),
    "ODT insertion": (
        "odt",
        odf(regions("<text:changed-region><text:insertion/></text:changed-region>")),
        CHANGES,
    ),
    "ODS former content of a cell": (
        "ods",
        odf("<table:tracked-changes><table:cell-content-change/></table:tracked-changes>", "ods"),
        CHANGES,
    ),
    "ODT comment": (
        "odt",
        odf("<o:annotation><creator>D. Green</creator></o:annotation>"),
        COMMENTS,
    ),
    "ODS comment": ("ods", odf("<table:c><o:annotation/></table:c>", "ods"), COMMENTS),
    "ODS hidden sheet": (
        "ods",
        odf('<style><table-properties table:display="false"/></style>', "ods"),
        HIDDEN,
    ),
}


@pytest.mark.parametrize(("extension", "data", "words"), STILL_THERE.values(), ids=STILL_THERE)
def test_what_was_to_be_gone_is_refused(extension, data, words):
    with pytest.raises(
        Unacceptable, match=words.replace("(", r"\(").replace(")", r"\)")
    ) as refused:
        examine(data, extension)
    assert "save it again" in str(refused.value)


GONE = {
    "no changes, but they would be tracked": (
        "odt",
        odf('<text:tracked-changes text:track-changes="true"/>'),
    ),
    "comments all deleted": (
        "docx",
        office("docx", **{"word__comments.xml": '<w:comments xmlns:w="w"/>'}),
    ),
    "a formula's own words": (
        "odt",
        office(
            "odt",
            **{"Object 1__content.xml": "<math><semantics><annotation/></semantics></math>"},
        ),
    ),
    "visible sheets": ("xlsx", sheet_part("workbook.xml", book("visible"))),
    "a shared workbook without history": (
        "xlsx",
        sheet_part("revisions__revisionHeaders.xml", "<headers/>"),
    ),
    "words deleted on a page of XML data": (
        "docx",
        office("docx", **{"customXml__item1.xml": "<a><del>old</del><ins>new</ins></a>"}),
    ),
}


@pytest.mark.parametrize(("extension", "data"), GONE.values(), ids=GONE)
def test_what_is_gone_is_not(extension, data):
    assert not [words for words in examine(data, extension).metadata if "Warning" in words]


def test_names_of_reviewers_are_shown():
    people = '<w:people xmlns:w="w"><w:person w:author="D. Green"/></w:people>'
    style = f"<w:p><w:pPr><w:pPrChange {BY}/></w:pPr></w:p>"
    custom = '<Properties><property name="Matter"><lpwstr>17</lpwstr></property></Properties>'
    data = office(
        "docx",
        **{
            "word__document.xml": word(style),
            "word__people.xml": people,
            "docProps__custom.xml": custom,
        },
    )
    reading = examine(data, "docx").metadata
    assert reading["Tracked changes by"] == "C. Brown"
    assert reading["Comments by"] == "D. Green"
    assert (reading["Custom properties"], reading["Custom values"]) == ("Matter", "17")


UNSEEN = {
    "row": ("xlsx", "worksheets__sheet1.xml", '<worksheet><row r="1" hidden="1"/></worksheet>'),
    "column": ("xlsx", "worksheets__sheet1.xml", '<worksheet><col hidden="true"/></worksheet>'),
}


@pytest.mark.parametrize(("extension", "name", "part"), UNSEEN.values(), ids=UNSEEN)
def test_hidden_rows_and_columns_are_warned_of(extension, name, part):
    assert examine(sheet_part(name, part), extension).metadata[ROWS] == STILL_IN_IT


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_of_ods_are_warned_of(visibility):
    data = odf(f'<table:table-row table:visibility="{visibility}"/>', "ods")
    assert examine(data, "ods").metadata[ROWS] == STILL_IN_IT


def test_what_a_pivot_table_remembers_is_warned_of():
    data = sheet_part(
        "pivotCache__pivotCacheRecords1.xml", "<pivotCacheRecords><r/></pivotCacheRecords>"
    )
    assert "rows it was made from" in examine(data, "xlsx").metadata["Warning (pivot table)"]
