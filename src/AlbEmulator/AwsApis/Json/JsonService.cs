using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.Json;

/// <summary>An AWS service that speaks JSON on the control port, as far as it is here.</summary>
/// <param name="Name">What requests to it are signed for, such as <c>acm</c>.</param>
/// <param name="Target">What stands before the action in <c>X-Amz-Target</c>.</param>
/// <param name="Actions">Those that are answered, by their names.</param>
internal sealed record JsonService(string Name, string Target, IReadOnlyDictionary<string, Func<JsonCall, JsonOutcome>> Actions);

/// <summary>One call of an action.</summary>
/// <param name="Input">What was given.</param>
/// <param name="Scope">What the call was signed for.</param>
internal sealed record JsonCall(JsonInput Input, QueryScope Scope);

/// <summary>What came of a call: what is told, or why nothing is.</summary>
/// <param name="Told">The members of the answer.</param>
/// <param name="Error">AWS's code, and words for the one who called.</param>
internal sealed record JsonOutcome(JsonObject? Told, QueryError? Error)
{
    public static implicit operator JsonOutcome(JsonObject told) => new(told, null);

    public static implicit operator JsonOutcome(QueryError error) => new(null, error);

    /// <summary>The named form of the conversion.</summary>
    public static JsonOutcome FromJsonObject(JsonObject told) => told;

    /// <summary>The named form of the conversion.</summary>
    public static JsonOutcome FromQueryError(QueryError error) => error;
}
