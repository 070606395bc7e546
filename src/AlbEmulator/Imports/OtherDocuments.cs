using AlbEmulator.Documents;

namespace AlbEmulator.Imports;

/// <summary>JSON and YAML of other programs, told by their outermost keys, and what to give in their place.</summary>
internal static class OtherDocuments
{
    /// <summary>The keys that one of them has, and those that it has not; what is said. The first that fits counts.</summary>
    private static readonly (string[] Has, string[] HasNot, string Told)[] Known =
    [
        (["apiVersion", "name", "version"], ["kind"], "describes a Helm chart: give what helm template prints of it"),
        (["service", "provider"], [],
            "is a service of the Serverless Framework: run serverless package, and give the template in the folder .serverless"),
        (["app", "context"], [], OfCdk),
        (["app", "watch"], [], OfCdk),
        (["artifacts", "version"], ["Resources"], "is the manifest of a cloud assembly: give its folder, such as cdk.out"),
        (["static_resources"], [], "is a configuration of Envoy, which is not read: write a topology file with a target group for each cluster"),
        (["entryPoints"], [], OfTraefik),
        (["http", "tcp"], [], OfTraefik),
        (["openapi"], [], OfOpenApi),
        (["swagger"], [], OfOpenApi),
        (["containerDefinitions"], [],
            "is a task definition of ECS, which has no load balancer: give the template of the service, or answers of aws elbv2 describe-…"),
        (["name", "runtime"], ["Resources"], "is a project of Pulumi, which is not read: give answers of aws elbv2 describe-…, or write a topology file"),
        (["name", "type", "image", "http"], [], "is a manifest of AWS Copilot: run copilot svc package, and give the template that it prints"),
        (["Tests"], [], "holds tests of rules: alb test runs them"),
        (["Alb"], [], "holds settings of the emulator: named appsettings.json it is read from the folder that alb is called in"),
    ];

    private const string OfCdk = "holds the settings of a CDK app: run cdk synth, and give the folder cdk.out";
    private const string OfTraefik =
        "is a configuration of Traefik, which is not read: write a topology file with a rule for each router and a target group for each service";
    private const string OfOpenApi =
        "is a description of an API, which has no load balancer: write a topology file with a rule for each path that goes elsewhere";

    /// <returns>Null when it is nothing known.</returns>
    public static string? InPlaceOf(Node root)
    {
        if (root.Find("http").Find("routers") is not null)
        {
            return OfTraefik;
        }

        return Array.Find(
            Known,
            known => known.Has.All(key => root.Find(key) is not null) && !known.HasNot.Any(key => root.Find(key) is not null)).Told;
    }
}
