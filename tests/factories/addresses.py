"""Addresses that together show every template and every state a page can be in."""

#: The record with the most sites, one whose record has changed, one full of hostile text (the last
#: two only in the portal of the browser tests), one without sites and one in our own words.
LARGEST, CHANGED, HOSTILE = "NCT99900003", "NCT99900005", "NCT99900060"
WITHOUT_SITES, REWORDED = "NCT99900021", "NCT07318259"

PATHS = {
    "home": "/",
    "results": "/studies/?q=lupus&near=Leeds&status=all",
    "pages of results": "/studies/?status=all&page=2",
    "no result": "/studies/?q=zzzzqqqq",
    "problems": "/studies/?age=old&sex=x&phase=9&page=0&near=Nowheretown",
    "beyond the last page": "/studies/?page=99",
    "many sites": f"/studies/{LARGEST}/?near=Paris",
    "unknown place": "/studies/NCT99900008/?near=Nowheretown",
    "no sites": f"/studies/{WITHOUT_SITES}/",
    "reworded": f"/studies/{REWORDED}/",
    "changes": f"/studies/{CHANGED}/",
    "hostile": f"/studies/{HOSTILE}/",
    "questions": "/questions/",
    "help": "/help/",
    "privacy": "/privacy/",
    "gallery": "/design/",
    "not found": "/nowhere/",
}
