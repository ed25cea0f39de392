"""Language models in the chair: how a provider is asked, how its answers become calls, and what happens when it fails.

    options        what a user may set, from flags and environment variables
    conversation   what was said so far, bounded
    chat           Chat Completions, as every compatible server speaks it
    responses      the Responses API
    answer         an answer, whoever gave it
    calls          the calls in an answer, read leniently where models are sloppy
    manual         the tools as text and as one JSON schema, for models without native calls
    client         one request, with its retries
    trouble        what went wrong with a request, and what follows
    limiter        requests and tokens a minute, shared by all episodes of a process
    cache          answers kept on disk
    terms          what a run says of both
    player         the turn: hear, ask, nudge, hand over a call
    judging        not in the chair but beside it: one question, one JSON object as the answer

This room knows `corpsim.agent`, `corpsim.errors` and `corpsim.disk` only. The agents built on it are in the folder
`agents/`.
"""
