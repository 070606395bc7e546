using System.Text;
using AlbEmulator.Model;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A client, one listener, one target group <c>web</c> with a function, and what stands in for Lambda's Invoke API.
/// </summary>
public sealed class LambdaStage : IAsyncDisposable
{
    public const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:hello";

    private LambdaStage(ScriptedTarget lambda, HostedEmulator emulator)
    {
        Lambda = lambda;
        Emulator = emulator;
    }

    /// <summary>The Invoke API.</summary>
    public ScriptedTarget Lambda { get; }

    public HostedEmulator Emulator { get; }

    public int Port => Emulator.Port;

    /// <summary>What the function got last, as text.</summary>
    public string Event => Encoding.UTF8.GetString(Lambda.Requests[^1].Body);

    /// <param name="reply">What the Invoke API answers; a function's <c>200 ok</c>.</param>
    /// <param name="hasMultiValueHeaders"><c>lambda.multi_value_headers.enabled</c>.</param>
    /// <param name="change">A change to the topology.</param>
    /// <param name="replace">What is put in the place of the real thing.</param>
    public static async Task<LambdaStage> StartAsync(
        Reply? reply = null,
        bool hasMultiValueHeaders = false,
        Action<TopologyBuilder>? change = null,
        Action<IServiceCollection>? replace = null)
    {
        var lambda = ScriptedTarget.Start(reply ?? Returns(Answer("ok")));
        var builder = TopologyBuilder.Simple(FreePorts.Take());
        change?.Invoke(builder);
        var stage = new LambdaStage(lambda, await HostedEmulator.StartAsync(
            builder, replace, ("Alb:Lambda:Endpoint", $"http://127.0.0.1:{lambda.Port}")));
        await stage.TargetAsync(new Target(Arn, 0), hasMultiValueHeaders);
        return stage;
    }

    /// <summary>The function's answer, as it returns it.</summary>
    public static string Answer(string body, string contentType = "text/plain") => $$"""
        {"statusCode":200,"isBase64Encoded":false,"headers":{"Content-Type":"{{contentType}}"},"body":"{{body}}"}
        """;

    /// <summary>The Invoke API's answer with what a function returned, and these header lines.</summary>
    public static Reply Returns(string payload, params string[] headers) => Returns("200 OK", payload, headers);

    /// <inheritdoc cref="Returns(string, string[])"/>
    public static Reply Returns(string status, string payload, string[] headers)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(payload));
        var lines = string.Concat(headers.Select(header => header + "\r\n"));
        return Reply.Bytes($"HTTP/1.1 {status}\r\n{lines}Content-Length: {bytes.Length}\r\n\r\n{bytes}");
    }

    /// <summary>Registers another function in the place of the one that is there.</summary>
    public Task TargetAsync(Target function, bool hasMultiValueHeaders = false) => Emulator.ChangeAsync(topology =>
        topology with
        {
            TargetGroups =
            [
                topology.TargetGroups.Single() with
                {
                    TargetType = TargetType.Lambda,
                    HealthCheck = HealthCheck.Default with { Enabled = false },
                    Targets = [function],
                    Attributes = new TargetGroupAttributes { LambdaMultiValueHeaders = hasMultiValueHeaders },
                },
            ],
        });

    /// <summary>One request on a connection of its own.</summary>
    public Task<RawMessage> ExchangeAsync(string request) => RawClient.ExchangeAsync(Port, request);

    /// <summary>The answer to a request once the function returned this.</summary>
    public Task<RawMessage> AnswerAsync(string payload, string? request = null)
    {
        Lambda.Otherwise = Returns(payload);
        return ExchangeAsync(request ?? Wire.Get());
    }

    /// <summary>The one line of the access log.</summary>
    public async Task<AccessLogLine> LineAsync() => (await Emulator.WaitForLogLinesAsync(1))[0];

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Lambda.DisposeAsync();
    }
}
