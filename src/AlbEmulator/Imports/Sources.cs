using AlbEmulator.Documents;
using AlbEmulator.Imports.Compose;
using AlbEmulator.Imports.Kubernetes;
using AlbEmulator.Imports.Kubernetes.Models;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>What a file is, which its content says and not its name.</summary>
internal static class Sources
{
    /// <summary>Keys of the answers of describe calls, and what tells their items from those of a topology file.</summary>
    private static readonly (string Key, string Property)[] Answers =
    [
        ("LoadBalancers", "LoadBalancerName"),
        ("TargetGroups", "TargetGroupName"),
        ("Listeners", "ListenerArn"),
        ("Rules", "RuleArn"),
        ("TargetHealthDescriptions", "Target"),
        ("Attributes", "Key"),
        ("Certificates", "CertificateArn"),
        ("TagDescriptions", "ResourceArn"),
        ("TrustStores", "TrustStoreArn"),
        ("TrustStoreRevocations", "TrustStoreArn"),
    ];

    /// <summary>What else a file may be, and what to give in its place; null when it is nothing known.</summary>
    public static string? InPlaceOf(Node root) =>
        root.Find("lineage") is not null && root.Find("terraform_version") is not null
            ? "is a state of Terraform's own: give what terraform show -json prints"
            : null;

    /// <summary>A list that was cut out of an answer.</summary>
    public static string? InPlaceOf(Node.Sequence list) =>
        list.Items is [var first, ..] && Array.Find(Answers, answer => first.Find(answer.Property) is not null) is { Key: { } key }
            ? $"is a list that was cut out of an answer of AWS: leave --query out, or write it below {key}"
            : null;

    public static SourceKind KindOf(Node root) =>
        IsTemplate(root) ? SourceKind.CloudFormation
            : IsTerraform(root) ? SourceKind.Terraform
            : IsDescription(root) ? SourceKind.Description
            : IsCompose(root) ? SourceKind.Compose
            : IsKubernetes(root) ? SourceKind.Kubernetes
            : IsOther(root) ? SourceKind.Other
            : SourceKind.Topology;

    public static bool IsAnswer(string key) => Answers.Any(answer => answer.Key == key);

    private static bool IsTemplate(Node root) =>
        root.Find("AWSTemplateFormatVersion") is not null ||
        (root.Find("Resources") is Node.Mapping resources && resources.Entries.Any(entry =>
            entry.Value.Find("Type").TryText(out var type) && type.Contains("::", StringComparison.Ordinal)));

    /// <summary>Not a key is one of a topology file, or nearly one; or it is the schema of topology files.</summary>
    private static bool IsOther(Node root) => IsSchema(root) ||
        root is Node.Mapping { Entries: { Count: > 0 } entries } && InPlaceOf(root) is null &&
        entries.All(entry => Spelling.Nearest(entry.Name, TopologyShape.Object.Properties.Select(property => property.Name)) is null);

    private static bool IsSchema(Node root) =>
        root.Find("$schema").TryText(out var schema) && schema.StartsWith("http://json-schema.org/", StringComparison.Ordinal);

    private static bool IsTerraform(Node root) => root.Find("format_version") is not null;

    /// <summary>Services, and nothing that a topology file has: not every file has the services of a project.</summary>
    private static bool IsCompose(Node root) =>
        root.Find(ComposeProject.Services) is Node.Mapping && root is Node.Mapping mapping &&
        !mapping.Entries.Any(entry => TopologyShape.Object.Find(entry.Name) is not null);

    /// <summary>An object of Kubernetes, or several documents, which only manifests have.</summary>
    private static bool IsKubernetes(Node root) => (root is Node.Sequence { Items: [var first, ..] } && Manifests.IsObject(first)) || Manifests.IsObject(root) || ModelReader.IsModel(root);

    private static bool IsDescription(Node root) => Answers.Any(answer => root.Find(answer.Key) is Node.Sequence list &&
        (list.Items is [var first, ..] ? first.Find(answer.Property) is not null : TopologyShape.Object.Find(answer.Key) is null));
}

internal enum SourceKind
{
    Topology,
    CloudFormation,
    Terraform,
    Description,

    /// <summary>A file of docker compose.</summary>
    Compose,

    /// <summary>Manifests of Kubernetes.</summary>
    Kubernetes,

    /// <summary>Nothing that has to do with a load balancer.</summary>
    Other,
}
