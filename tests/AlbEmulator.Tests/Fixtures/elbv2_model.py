# What the ELBv2 API takes, by the model that AWS's SDK for Python has: the input of each action as a tree, and the keys
# of attributes.
import json
import re

import botocore.session

model = botocore.session.get_session().get_service_model("elbv2")


def tree(shape):
    node = {"type": shape.type_name}
    if shape.type_name == "structure":
        node["required"] = shape.required_members
        node["members"] = {name: tree(member) for name, member in shape.members.items()}
    elif shape.type_name == "list":
        node["item"] = tree(shape.member)
    elif shape.type_name == "string":
        node["enum"] = shape.enum
    return node


def keys(name):
    text = model.shape_for(name).members["Key"].documentation
    return re.findall(r"<li>\s*<p>\s*<code>([a-z0-9_.]+)</code>\s*-", text)


print(json.dumps({
    "actions": {name: tree(model.operation_model(name).input_shape) for name in model.operation_names},
    "attributes": {name: keys(name) for name in ("LoadBalancerAttribute", "ListenerAttribute", "TargetGroupAttribute")}}))
