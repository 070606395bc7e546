namespace AlbEmulator.AwsApis.Query;

/// <summary>An AWS service that speaks the Query protocol on the control port.</summary>
/// <param name="Name">In scopes, such as <c>elasticloadbalancing</c>.</param>
/// <param name="Version">Of its API: what tells one service from the other.</param>
/// <param name="Namespace">Of its answers.</param>
/// <param name="Form">What its answers look like.</param>
/// <param name="Call">Does what is asked.</param>
internal sealed record QueryService(
    string Name, string Version, string Namespace, QueryForm Form, Func<QueryCall, Task<QueryOutcome>> Call);

/// <summary>The two families of answers.</summary>
internal enum QueryForm
{
    /// <summary><c>XResponse</c>, <c>XResult</c>, <c>ResponseMetadata</c>; errors in <c>ErrorResponse</c>.</summary>
    Query,

    /// <summary><c>XResponse</c> with <c>requestId</c> and content side by side; errors in <c>Response</c>.</summary>
    Ec2,
}

/// <summary>One call of an action.</summary>
/// <param name="Action">Its name.</param>
/// <param name="Parameters">What was given, <c>Action</c> and <c>Version</c> included.</param>
/// <param name="Scope">What the call was signed for.</param>
/// <param name="Cancellation">That the caller has gone.</param>
internal sealed record QueryCall(string Action, QueryValue Parameters, QueryScope Scope, CancellationToken Cancellation);

/// <summary>What came of a call: content for the answer, or an error.</summary>
internal sealed record QueryOutcome
{
    private QueryOutcome()
    {
    }

    public QueryError? Error { get; private init; }

    /// <summary>Writes the members of the result.</summary>
    public Action<QueryXml> Content { get; private init; } = static _ => { };

    /// <summary>Why there may be something newer than what it was made of; null where there is not.</summary>
    public string? MayBeOld { get; private init; }

    /// <summary>Done, and there is nothing to tell.</summary>
    public static QueryOutcome Done { get; } = new();

    public static QueryOutcome Of(Action<QueryXml> content) => new() { Content = content };

    public static implicit operator QueryOutcome(QueryError error) => new() { Error = error };

    /// <summary>The same, made of what may be old for this reason; null for no reason.</summary>
    public QueryOutcome MadeOf(string? old) => this with { MayBeOld = old };

    /// <summary>The named form of the conversion.</summary>
    public static QueryOutcome FromQueryError(QueryError error) => error;
}
