using System.Text.Json.Nodes;

namespace AlbEmulator.Tests.Clusters;

/// <summary>Objects as manifests say them.</summary>
internal static class Manifests
{
    public static JsonObject Of(string json) => JsonNode.Parse(json)!.AsObject();

    public static JsonObject Ingress(string nameSpace, string name, string path = "/") => Of(
        $$"""
        {
          "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
          "metadata": { "namespace": "{{nameSpace}}", "name": "{{name}}" },
          "spec": { "rules": [ { "http": { "paths": [ { "path": "{{path}}" } ] } } ] }
        }
        """);

    public static JsonObject Service(string nameSpace, string name, int port = 80) => Of(
        $$"""
        {
          "apiVersion": "v1", "kind": "Service",
          "metadata": { "namespace": "{{nameSpace}}", "name": "{{name}}" },
          "spec": { "ports": [ { "port": {{port}} } ] }
        }
        """);

    public static JsonObject Namespace(string name, string labels = "{}") =>
        Of($$"""{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "{{name}}", "labels": {{labels}} } }""");
}
