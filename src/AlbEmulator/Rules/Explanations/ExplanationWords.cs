using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Authentication;

namespace AlbEmulator.Rules.Explanations;

/// <summary>How programs are told what is one of few: as <c>notReached</c>.</summary>
internal static class ExplanationWords
{
    public static JsonConverter Verdicts => new JsonStringEnumConverter<RuleVerdict>(JsonNamingPolicy.CamelCase);

    public static JsonConverter LoginRequests => new JsonStringEnumConverter<LoginRequest>(JsonNamingPolicy.CamelCase);
}
