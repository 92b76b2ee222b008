"""grpc.health.v1."""

from std import health_pb2, health_pb2_grpc


def name(response):
    return health_pb2.HealthCheckResponse.ServingStatus.Name(response.status)


def check(channel, service, patience):
    request = health_pb2.HealthCheckRequest(service=service)
    return name(health_pb2_grpc.HealthStub(channel).Check(request, timeout=patience))


def watch(channel, service, patience):
    request = health_pb2.HealthCheckRequest(service=service)
    call = health_pb2_grpc.HealthStub(channel).Watch(request, timeout=patience)
    first = name(next(call))
    call.cancel()
    return first
