namespace AlbEmulator.Expectations;

/// <summary>What came of a request.</summary>
internal sealed record Came
{
    /// <summary>The load balancer to which it came; null for none.</summary>
    public string? LoadBalancer { get; init; }

    /// <summary>The port of the listener, with AWS.</summary>
    public int Port { get; init; }

    /// <summary>Why it came to no listener; null where it did.</summary>
    public string? Nowhere { get; init; }

    /// <summary>Whether that is since its URL does not say to which of several.</summary>
    public bool IsAnywhere { get; init; }

    /// <summary>Priority of the rule that took it, as the API names it, or <c>none</c>.</summary>
    public string Rule { get; init; } = ExpectShape.None;

    /// <summary>The action that ends it, as the API names it, or <c>none</c>.</summary>
    public string Action { get; init; } = ExpectShape.None;

    /// <summary>The action that says who may pass, as the API names it, or <c>none</c>.</summary>
    public string Authentication { get; init; } = ExpectShape.None;

    /// <summary>The target groups of the rule's forward action.</summary>
    public IReadOnlyList<GroupShare> TargetGroups { get; init; } = [];

    /// <summary>The one of them that got it; null where none was chosen.</summary>
    public string? Chosen { get; init; }

    /// <summary>Names of all target groups that there are.</summary>
    public IReadOnlyCollection<string> KnownGroups { get; init; } = [];

    /// <summary>What a target gets, once the request has passed; null where none gets it.</summary>
    public ForwardedRequest? Forwarded { get; init; }

    /// <summary>What the client gets.</summary>
    public ClientAnswer Answer { get; init; } = new(null, [], null, null);
}

/// <param name="Name">Of the target group.</param>
/// <param name="Weight">Its share, beside those of the others.</param>
internal readonly record struct GroupShare(string Name, int Weight);

/// <summary>A request as a target gets it.</summary>
/// <param name="Uri">Path and query.</param>
/// <param name="Headers">In their order; a value that only a real request has is null.</param>
internal sealed record ForwardedRequest(string Uri, IReadOnlyList<KeyValuePair<string, string?>> Headers)
{
    /// <summary>Why it is not known what else there is; null where that is all.</summary>
    public string? Unknown { get; init; }
}

/// <summary>What a client gets.</summary>
/// <param name="Status">Null where it is not known.</param>
/// <param name="Headers">In their order; a value that only a real answer has is null.</param>
/// <param name="Body">Null where it is not known.</param>
/// <param name="Unknown">Why it is not known what else there is; null where that is all.</param>
internal sealed record ClientAnswer(
    int? Status, IReadOnlyList<KeyValuePair<string, string?>> Headers, string? Body, string? Unknown);
