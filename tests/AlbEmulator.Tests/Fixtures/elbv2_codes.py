# The codes that the model of AWS's SDK for Python lists for each action of the ELBv2 API: {"CreateRule": ["PriorityInUse", ...]}.
import json

import botocore.session

model = botocore.session.get_session().get_service_model("elbv2")
print(json.dumps({
    name: sorted(shape.metadata["error"]["code"] for shape in model.operation_model(name).error_shapes)
    for name in model.operation_names}))
