"""Asks a language model for a text: any endpoint that speaks OpenAI's chat completions."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from trialhead.errors import Unreachable, Unreadable

#: One message of a conversation: ``role`` and ``content``.
Message = dict[str, str]

#: The answer as JSON: what each section says, sentence by sentence.
_FORM = {
    "type": "json_schema",
    "json_schema": {
        "name": "overview",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {
                "sections": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "section": {"type": "string"},
                            "sentences": {"type": "array", "items": {"type": "string"}},
                        },
                        "required": ["section", "sentences"],
                        "additionalProperties": False,
                    },
                }
            },
            "required": ["sections"],
            "additionalProperties": False,
        },
    },
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelClient:
    """One model behind one address (``http://localhost:8000/v1``).

    An answer may take ``seconds`` in all and have ``answer_bytes``, however slowly it drips.
    """

    address: str
    model: str
    key: str = ""
    seconds: float = 180
    answer_bytes: int = 1_000_000

    def ask(self, messages: Sequence[Message]) -> str:
        """What the model answers.

        Raises Unreachable if it cannot be asked or takes too long, Unreadable if what comes is no
        whole answer.
        """
        asked = {"model": self.model, "messages": list(messages), "temperature": 0}
        return _content(self._body(asked | {"response_format": _FORM}))

    def _body(self, asked: dict[str, object]) -> bytes:
        import httpx  # only here: most who read overviews ask no model

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        body, started = bytearray(), time.monotonic()
        try:
            with httpx.stream(
                "POST",
                f"{self.address.rstrip('/')}/chat/completions",
                json=asked,
                headers=headers,
                timeout=self.seconds,
            ) as answer:
                if answer.status_code != HTTPStatus.OK:
                    raise self._unreachable(f"answers with status {answer.status_code}")
                for block in answer.iter_bytes():
                    body += block
                    if len(body) > self.answer_bytes:
                        raise self._unreachable(f"answers with more than {self.answer_bytes} bytes")
                    if time.monotonic() - started > self.seconds:
                        raise self._unreachable(f"takes more than {self.seconds:.0f} seconds")
        except httpx.TimeoutException as error:
            raise self._unreachable(f"takes more than {self.seconds:.0f} seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(f"cannot be asked ({type(error).__name__})") from error
        return bytes(body)

    def _unreachable(self, why: str) -> Unreachable:
        return Unreachable(
            f"The model at {self.address} {why}.",
            fix="Check TRIALHEAD_MODEL_ADDRESS, TRIALHEAD_MODEL and TRIALHEAD_MODEL_KEY, or try "
            "again later.",
        )


def _content(body: bytes) -> str:
    try:
        choice = json.loads(body)["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _no_answer("it is no chat completion") from error
    if not isinstance(content, str) or ended == "length":
        raise _no_answer("it is cut off" if ended == "length" else "it holds no text")
    return content


def _no_answer(why: str) -> Unreadable:
    return Unreadable(
        f"The model's answer cannot be read: {why}.", fix="Try again, or use another model."
    )
