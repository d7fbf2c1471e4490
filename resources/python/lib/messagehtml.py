"""Messages of check functions as the LMS shows them: parsed as HTML however broken, printed as XML."""
import json
import re

from surroundings import decoded

__all__ = ["cleaned", "cleaned_messages"]

PLAIN = re.compile("[^<&\\x00-\\x08\\x0b-\\x1f\\x7f-\U0010ffff]*")  # HTML and XML read it alike


def cleaned(message):
    if not message:
        return ""
    if isinstance(message, str) and PLAIN.fullmatch(message):
        return message.replace(">", "&gt;").strip()
    import lxml.html.soupparser  # not needed by most scripts, and large
    from lxml import etree

    text = ("<html>%s</html>" % (message,)).replace("&#60;", "&lt;")
    text = etree.tostring(lxml.html.soupparser.fromstring(text), pretty_print=True).decode("utf-8")
    return re.sub("(?ms)<html>(.*)</html>", "\\1", text.replace("&#13;", "")).strip()


def cleaned_or_failed(message):
    try:
        return cleaned(message)
    except Exception as error:
        return {"failed": str(error)}


def cleaned_messages(result):
    """The messages of what a check function gave back, in its shape. Never raises."""
    try:
        result = json.loads(json.dumps(decoded(result)))
    except Exception:
        return {}
    messages = {}
    if isinstance(result, dict):
        if "ok" in result:
            messages["msg"] = cleaned_or_failed(result.get("msg"))
        elif isinstance(result.get("input_list"), list):
            messages["input_list"] = [
                cleaned_or_failed(entry.get("msg")) if isinstance(entry, dict) else "" for entry in result["input_list"]
            ]
    return messages
