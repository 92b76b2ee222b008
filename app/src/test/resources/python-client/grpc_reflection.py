"""grpc.reflection.v1."""

from google.protobuf import descriptor_pb2
from std import reflection_pb2, reflection_pb2_grpc


def ask(channel, patience, **question):
    request = reflection_pb2.ServerReflectionRequest(**question)
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    return next(stub.ServerReflectionInfo(iter([request]), timeout=patience))


def services(channel, patience):
    answer = ask(channel, patience, list_services="")
    return {service.name for service in answer.list_services_response.service}


def files_of(channel, symbol, patience):
    answer = ask(channel, patience, file_containing_symbol=symbol)
    return [
        descriptor_pb2.FileDescriptorProto.FromString(file).name
        for file in answer.file_descriptor_response.file_descriptor_proto
        if b"GenerationService" in file
    ]
