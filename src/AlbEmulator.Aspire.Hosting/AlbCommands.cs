using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>What the dashboard, and <c>ResourceCommandService</c> in tests, can have a load balancer do: calls of its control port.</summary>
internal static class AlbCommands
{
    private const string Reset = "reset";
    private const string Refuse = "refuse";
    private const string SlowBody = "slow body";
    private const string Delay = "delay";

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static void Add(IResourceBuilder<AlbResource> alb)
    {
        Add(alb, "reload", "Reload the topology", "ArrowSync", "Reads the topology files again now.", HttpMethod.Post, "/reload");
        Add(alb, "forget-requests", "Forget the requests", "Eraser", "Empties the journal.", HttpMethod.Delete, "/requests");
        Add(alb, "remove-faults", "Remove all faults", "ShieldCheckmark", "Requests are answered as usual.", HttpMethod.Delete, "/faults");
        alb.WithCommand(
            "inject-fault",
            "Inject a fault",
            async context => await AskAsync(alb.Resource, HttpMethod.Post, "/faults", Fault(alb.Resource, context.Arguments), context.CancellationToken),
            new CommandOptions
            {
                Description = "Has requests fail, in the bytes, the log and the metrics of a real load balancer.",
                IconName = "Flash",
                UpdateState = State,
                Arguments =
                [
                    new()
                    {
                        Name = "kind", Label = "What happens", InputType = InputType.Choice, Required = true,
                        Options = [.. new[] { "503", "502", "504", "500", "403", Reset, Refuse, Delay, SlowBody }.Select(kind => KeyValuePair.Create(kind, kind))],
                        Description = "A status of the load balancer itself, a connection that is reset, a target that refuses, a delay before the target is asked, or a body that comes slowly.",
                    },
                    new() { Name = "target-group", Label = "Target group", InputType = InputType.Text, Description = "Its name; empty for every group." },
                    new() { Name = "load-balancer", Label = "Load balancer", InputType = InputType.Text, Description = "Its name. A topology needs it where no target group is named." },
                    new() { Name = "delay-milliseconds", Label = "Delay in milliseconds", InputType = InputType.Number, Description = "For a delay: 1 to 300000." },
                    new() { Name = "body-bytes-per-second", Label = "Bytes of the body in a second", InputType = InputType.Number, Description = "For a slow body: 1 at least." },
                    new() { Name = "share", Label = "Share of the requests", InputType = InputType.Text, Description = "Above 0, at most 1. Empty for all." },
                    new() { Name = "seconds", Label = "For how many seconds", InputType = InputType.Number, Description = "Empty: until it is removed." },
                ],
            });
    }

    private static void Add(
        IResourceBuilder<AlbResource> alb, string name, string label, string icon, string description, HttpMethod method, string path) =>
        alb.WithCommand(
            name,
            label,
            async context => await AskAsync(alb.Resource, method, path, null, context.CancellationToken),
            new CommandOptions { Description = description, IconName = icon, UpdateState = State });

    private static ResourceCommandState State(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    /// <summary>As the control port takes it; it says what is wrong with it.</summary>
    private static JsonObject Fault(AlbResource alb, InteractionInputCollection given)
    {
        var fault = new JsonObject();
        var group = Given("target-group");
        Put("targetGroup", group);
        Put("loadBalancer", Given("load-balancer") ?? (group is null && !alb.HasTopology ? AlbTopology.Short(alb.Name) : null));
        Put("share", Number("share"));
        Put("seconds", Number("seconds"));
        Put("delayMilliseconds", Number("delay-milliseconds"));
        Put("bodyBytesPerSecond", Number("body-bytes-per-second"));
        switch (Given("kind"))
        {
            case Reset:
                fault["reset"] = true;
                break;
            case Refuse:
                fault["refuse"] = true;
                break;
            case Delay or SlowBody or null:
                break;
            case { } status:
                Put("status", Number("kind") ?? status);
                break;
        }

        return new JsonObject { ["faults"] = new JsonArray(fault) };

        string? Given(string name) => given.TryGetByName(name, out var input) && !string.IsNullOrWhiteSpace(input.Value) ? input.Value.Trim() : null;

        // What is no number is passed on as it is: the control port tells what it takes.
        JsonNode? Number(string name) => Given(name) is not { } text
            ? null
            : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

        void Put(string name, JsonNode? value)
        {
            if (value is not null)
            {
                fault[name] = value;
            }
        }
    }

    private static async Task<ExecuteCommandResult> AskAsync(
        AlbResource alb, HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        try
        {
            using var question = new HttpRequestMessage(method, new Uri(new Uri(alb.ControlEndpoint.Url), path));
            question.Content = body is null ? null : JsonContent.Create(body);
            using var answer = await Client.SendAsync(question, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            return !answer.IsSuccessStatusCode
                ? CommandResults.Failure(Words(text) ?? $"{(int)answer.StatusCode} {text}")
                : text.Length == 0
                    ? CommandResults.Success()
                    : CommandResults.Success("", text, CommandResultFormat.Json);
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure($"The control port does not answer: {exception.Message}");
        }
    }

    /// <summary>What the control port says of a refusal, with each problem; null where it is none of its answers.</summary>
    private static string? Words(string text)
    {
        try
        {
            var json = JsonNode.Parse(text) as JsonObject;
            var problems = (json?["problems"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(problem => string.Join(": ", problem.Select(part => part.Key == "line" ? $"line {part.Value}" : $"{part.Value}")));
            return json?["error"] is { } error ? string.Join('\n', [$"{error}", .. problems]) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
