using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>The controller's own model of an Ingress, which says exactly what the Ingress does.</summary>
public sealed class ControllerModelTests
{
    private const string Model = """
        {
          "id": "shop/web",
          "resources": {
            "AWS::EC2::SecurityGroup": { "ManagedLBSecurityGroup": { "spec": { "groupName": "k8s-shop-web-0123456789" } } },
            "AWS::ElasticLoadBalancingV2::LoadBalancer": { "LoadBalancer": { "spec": {
              "name": "k8s-shop-web-0123456789", "type": "application", "scheme": "internal", "ipAddressType": "ipv4",
              "subnetMapping": [{ "subnetID": "subnet-1" }],
              "securityGroups": [{ "$ref": "#/resources/AWS::EC2::SecurityGroup/ManagedLBSecurityGroup/status/groupID" }],
              "loadBalancerAttributes": [{ "key": "idle_timeout.timeout_seconds", "value": "120" }] } } },
            "AWS::ElasticLoadBalancingV2::Listener": { "80": { "spec": {
              "loadBalancerARN": { "$ref": "#/resources/AWS::ElasticLoadBalancingV2::LoadBalancer/LoadBalancer/status/loadBalancerARN" },
              "port": 80, "protocol": "HTTP",
              "defaultActions": [{ "type": "fixed-response", "fixedResponseConfig": { "contentType": "text/plain", "statusCode": "404" } }] } } },
            "AWS::ElasticLoadBalancingV2::ListenerRule": { "80:1": { "spec": {
              "listenerARN": { "$ref": "#/resources/AWS::ElasticLoadBalancingV2::Listener/80/status/listenerARN" },
              "priority": 1,
              "actions": [{ "type": "forward", "forwardConfig": { "targetGroups": [
                { "targetGroupARN": { "$ref": "#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/shop/web-web:80/status/targetGroupARN" }, "weight": 3 }] } }],
              "conditions": [
                { "field": "source-ip", "sourceIPConfig": { "values": ["127.0.0.0/8"] } },
                { "field": "host-header", "hostHeaderConfig": { "values": ["shop.example.com"] } },
                { "field": "path-pattern", "pathPatternConfig": { "values": ["/a", "/a/*"] } }] } } },
            "AWS::ElasticLoadBalancingV2::TargetGroup": { "shop/web-web:80": { "spec": {
              "name": "k8s-shop-web-abcdef0123", "targetType": "ip", "port": 8080, "protocol": "HTTP", "protocolVersion": "HTTP1", "ipAddressType": "ipv4",
              "healthCheckConfig": { "port": "traffic-port", "protocol": "HTTP", "path": "/healthz", "matcher": { "httpCode": "200-299" },
                "intervalSeconds": 15, "timeoutSeconds": 5, "healthyThresholdCount": 2, "unhealthyThresholdCount": 3 },
              "targetGroupAttributes": [{ "key": "deregistration_delay.timeout_seconds", "value": "30" }] } } },
            "K8S::ElasticLoadBalancingV2::TargetGroupBinding": { "shop/web-web:80": { "spec": { "template": {
              "metadata": { "namespace": "shop", "name": "k8s-shop-web-abcdef0123" },
              "spec": {
                "targetGroupARN": { "$ref": "#/resources/AWS::ElasticLoadBalancingV2::TargetGroup/shop/web-web:80/status/targetGroupARN" },
                "targetType": "ip", "serviceRef": { "name": "web", "port": 80 } } } } } }
          }
        }
        """;

    private const string Targets = "Targets: { shop/web:80: [{ Id: 127.0.0.1, Port: 9000 }] }";

    [Fact]
    public void Model_is_read_as_it_stands() => AssertIsTheShop(Read(Model).Topology);

    [Fact]
    public void Line_of_the_log_has_the_same_model() => AssertIsTheShop(Read(JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["level"] = "info",
        ["msg"] = "successfully built model",
        ["model"] = Model,
    })).Topology);

    [Fact]
    public void Targets_are_asked_for_by_the_Service()
    {
        using var workspace = new Workspace();
        workspace.Write("model.json", Model);
        var reading = workspace.Read("model.json");
        Assert.Equal("Targets:\n  \"shop/web:80\":\n    - { Id: 127.0.0.1, Port: 8080 }\n", reading.Overlay);
    }

    [Fact]
    public void Line_without_a_model_is_told() =>
        Assert.Contains("is no model of the controller", Workspace.Read("model.json", """{ "msg": "built", "model": "{}" }""").Problems[0].Message, StringComparison.Ordinal);

    private static AlbEmulator.Topologies.TopologyReading Read(string model)
    {
        using var workspace = new Workspace();
        workspace.Write("model.json", model);
        workspace.Write("targets.yaml", Targets);
        var reading = workspace.Read("model.json", "targets.yaml");
        Assert.Empty(reading.Problems);
        return reading;
    }

    private static void AssertIsTheShop(Topology topology)
    {
        var loadBalancer = Assert.Single(topology.LoadBalancers);
        Assert.Equal(("k8s-shop-web-0123456789", TimeSpan.FromSeconds(120)), (loadBalancer.Name, loadBalancer.Attributes.IdleTimeout));
        var rule = Assert.Single(Assert.Single(loadBalancer.Listeners).Rules);
        Assert.Equal((1, 3), (rule.Priority, rule.Conditions.Count));
        var group = Assert.Single(topology.TargetGroups);
        Assert.Equal(
            ("k8s-shop-web-abcdef0123", "/healthz", TimeSpan.FromSeconds(15), 3),
            (group.Name, group.HealthCheck.Path, group.HealthCheck.Interval, group.HealthCheck.UnhealthyThreshold));
        Assert.Equal(9000, Assert.Single(group.Targets).Port);
    }
}
