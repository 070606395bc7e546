# Calls of AWS's SDK, one after the other: reads [[service, operation, {parameters}], ...] and prints what came of each,
# {"result": ...} or {"error": "Code", "message": ...}, as a list. Numbers in a string ("$0.GroupId") name earlier results.
import json
import re
import sys

import boto3
from botocore.exceptions import ClientError

endpoint, region, access_key = sys.argv[1:4]
clients = {}
results = []


def client(service):
    if service not in clients:
        clients[service] = boto3.client(
            service, endpoint_url=endpoint, region_name=region, aws_access_key_id=access_key, aws_secret_access_key="test")
    return clients[service]


def filled(value):
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one) for one in value]
    if isinstance(value, str) and re.match(r"\$\d+\.", value):
        place, *path = value[1:].split(".")
        found = results[int(place)]["result"]
        for name in path:
            found = found[int(name) if name.isdigit() else name]
        return found
    return value


for service, operation, parameters in json.load(sys.stdin):
    try:
        result = getattr(client(service), operation)(**filled(parameters))
        result.pop("ResponseMetadata")
        results.append({"result": result})
    except ClientError as error:
        results.append({"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]})
json.dump(results, sys.stdout, default=str)
