"""Asks the service on this machine for everything once, and prints what it sees, a line each."""

import math
import urllib.request

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from gantry.llm.v1 import embedding_pb2, embedding_pb2_grpc, generation_pb2, generation_pb2_grpc
from grpc_health import check, watch
from grpc_reflection import files_of, services

PATIENCE = 30


def generate(stub, **request):
    return stub.Generate(generation_pb2.GenerateRequest(**request), timeout=PATIENCE)


def main():
    channel = grpc.insecure_channel("127.0.0.1:50052")
    print("health:", check(channel, "", PATIENCE))
    print("health watched:", watch(channel, "gantry.llm.v1.GenerationService", PATIENCE))
    found = services(channel, PATIENCE)
    print("services of the protocol:", {"gantry.llm.v1.GenerationService", "grpc.health.v1.Health"} <= found)
    print("file of Generate:", files_of(channel, "gantry.llm.v1.GenerationService.Generate", PATIENCE))

    stub = generation_pb2_grpc.GenerationServiceStub(channel)
    events = list(generate(stub, prompt="Once upon a time", max_tokens=8))
    kinds = [event.WhichOneof("event") for event in events]
    print("events:", " ".join(kinds[:2] + kinds[-1:]), "between them", sorted(set(kinds[2:-1])))
    print("text:", bool("".join(e.token.text for e in events if e.HasField("token"))))

    running = generate(stub, prompt="Once upon a time")
    next(running)
    running.cancel()
    try:
        list(running)
    except grpc.RpcError as error:
        print("cancelled:", error.code().name)

    try:
        list(generate(stub, prompt=""))
    except grpc.RpcError as error:
        violations = error_details_pb2.BadRequest()
        rpc_status.from_call(error).details[0].Unpack(violations)
        print("refused:", error.code().name, [v.field for v in violations.field_violations])

    texts = ["A cat sits on the mat.", "Ein Satz mit Umlauten: äöü."]
    answer = embedding_pb2_grpc.EmbeddingServiceStub(channel).Embed(
        embedding_pb2.EmbedRequest(texts=texts), timeout=PATIENCE
    )
    lengths = [round(math.sqrt(sum(x * x for x in e.values)), 3) for e in answer.embeddings]
    print("vectors:", [len(e.values) for e in answer.embeddings], lengths)

    with urllib.request.urlopen("http://127.0.0.1:50053/healthz", timeout=PATIENCE) as page:
        print("page of health:", page.status, page.read().decode().strip())


if __name__ == "__main__":
    main()
