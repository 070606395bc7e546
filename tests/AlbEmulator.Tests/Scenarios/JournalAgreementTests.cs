using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The journal and the access log say the same, field by field.</summary>
public sealed class JournalAgreementTests
{
    private static readonly (string Name, Func<AccessLogLine, string> Of)[] Fields =
    [
        ("type", line => line.Type),
        ("time", line => line.Time),
        ("elb", line => line.Elb),
        ("client:port", line => line.Client),
        ("target:port", line => line.Target),
        ("request_processing_time", line => line.RequestProcessingTime),
        ("target_processing_time", line => line.TargetProcessingTime),
        ("response_processing_time", line => line.ResponseProcessingTime),
        ("elb_status_code", line => line.ElbStatusCode),
        ("target_status_code", line => line.TargetStatusCode),
        ("received_bytes", line => line.ReceivedBytes),
        ("sent_bytes", line => line.SentBytes),
        ("request", line => line.Request),
        ("user_agent", line => line.UserAgent),
        ("ssl_cipher", line => line.SslCipher),
        ("ssl_protocol", line => line.SslProtocol),
        ("target_group_arn", line => line.TargetGroupArn),
        ("trace_id", line => line.TraceId),
        ("domain_name", line => line.DomainName),
        ("chosen_cert_arn", line => line.ChosenCertArn),
        ("matched_rule_priority", line => line.MatchedRulePriority),
        ("request_creation_time", line => line.RequestCreationTime),
        ("actions_executed", line => line.ActionsExecuted),
        ("redirect_url", line => line.RedirectUrl),
        ("error_reason", line => line.ErrorReason),
        ("target:port_list", line => line.TargetPortList),
        ("target_status_code_list", line => line.TargetStatusCodeList),
        ("classification", line => line.Classification),
        ("classification_reason", line => line.ClassificationReason),
        ("conn_trace_id", line => line.ConnTraceId),
        ("transformed_host", line => line.TransformedHost),
        ("transformed_uri", line => line.TransformedUri),
        ("request_transform_status", line => line.RequestTransformStatus),
        ("ip_address", line => line.IpAddress),
    ];

    /// <summary>Each kind of outcome over HTTP/1: forwarded, answered, refused, failed, odd.</summary>
    private static readonly string[] Requests =
    [
        Wire.Get("/a%2Fb?c=d&e", "User-Agent: a\"b\\c\tcaf\u00c3\u00a9"),
        Wire.Post("/", "hello", "Expect: 100-continue", "Connection: close"),
        Wire.PostChunked("/", "hello"),
        Wire.Request("HEAD", "/"),
        Wire.Request("TRACE", "/"),
        Wire.Get("/fixed"),
        Wire.Get("/away?x=\"y"),
        Wire.Get("/old/x?q"),
        Wire.Get("/none"),
        Wire.Get("/broken"),
        Wire.Get("/malformed"),
        Wire.Get("/503"),
        Wire.Get("/", "X-Forwarded-For: " + string.Join(',', Enumerable.Repeat("1.1.1.1", 31))),
        Wire.Get("/", "X-Amzn-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;CalledFrom=app"),
        Wire.Get("/" + new string('x', 17_000)),
        Wire.Get("/", "X: " + new string('x', 17_000)),
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://Other.example:1/x HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "nonsense\r\n\r\n",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_field_of_every_kind_of_request_is_that_of_its_line(bool tls)
    {
        await using var target = ScriptedTarget.Start();
        target.On("/broken", Reply.Close).On("/malformed", Reply.Bytes("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"))
            .On("/503", Reply.Bytes("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"))
            .On("/ws", Reply.WebSocketEcho);
        await using var emulator = await HostedEmulator.StartAsync(Topology(target.Port, tls));
        var sent = 0;
        foreach (var request in Requests)
        {
            await using var client = await ConnectAsync(emulator.Port, tls);
            await client.SendAsync(request);
            while ((await client.ReadResponseAsync(head: request.StartsWith("HEAD", StringComparison.Ordinal))).Status < 200)
            {
            }

            sent++;
        }

        await using (var client = await ConnectAsync(emulator.Port, tls))
        {
            Assert.Equal(101, (await client.ExchangeAsync(Wire.Upgrade())).Status);
            sent++;
        }

        if (tls)
        {
            using var client = new Http2Client(emulator.Port);
            await client.GetAsync("/over?http2");
            await client.PostAsync("/fixed", new ByteArrayContent(new byte[100_000]));
            await client.GetAsync("/broken");
            sent += 3;
        }

        var told = await new JournalClient(emulator).WaitForAsync(sent);
        var lines = await emulator.WaitForLogLinesAsync(sent);
        AssertAgree(lines, told);
    }

    [Fact]
    public async Task Clients_that_leave_and_functions_have_their_line_as_well()
    {
        await using var stage = await LambdaStage.StartAsync(LambdaStage.Returns(LambdaStage.Answer("ok")));
        await stage.ExchangeAsync(Wire.Get());
        await stage.AnswerAsync("no answer");
        stage.Lambda.Otherwise = Reply.Silence;
        await using (var client = await RawClient.ConnectAsync(stage.Port))
        {
            await client.SendAsync(Wire.Get("/left"));
            await stage.Lambda.WaitForRequestsAsync(3);
        }

        var told = await new JournalClient(stage.Emulator).WaitForAsync(3);
        var lines = await stage.Emulator.WaitForLogLinesAsync(3);
        AssertAgree(lines, told);
        Assert.Equal([200, 460, 502], told.Select(request => request.GetProperty("elb_status_code").GetInt32()).Order());
    }

    private static void AssertAgree(IReadOnlyList<AccessLogLine> lines, IReadOnlyList<JsonElement> told)
    {
        Assert.Equal(lines.Count, told.Count);
        // Two may end at once, and then the log may have them in another order.
        var byConnection = told.OrderBy(Key).ToArray();
        foreach (var (line, request) in lines.OrderBy(Key).Zip(byConnection))
        {
            Assert.All(Fields, field => Assert.Equal(field.Of(line), AsInLine(request.GetProperty(field.Name))));
        }
    }

    private static string Key(AccessLogLine line) => line.ConnTraceId + line.RequestCreationTime + line.Request + line.Time;

    private static string Key(JsonElement request) => string.Concat(
        new[] { "conn_trace_id", "request_creation_time", "request", "time" }.Select(name => request.GetProperty(name).GetString()));

    private static string AsInLine(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.Number => value.GetRawText(),
        _ => value.GetString()!,
    };

    private static Task<RawClient> ConnectAsync(int port, bool tls) =>
        tls ? RawClient.ConnectTlsAsync(port) : RawClient.ConnectAsync(port);

    private static string Topology(int targetPort, bool tls) => $$"""
        {
          "LoadBalancers": [{
            "Name": "demo",
            "Listeners": [{
              "Port": {{FreePorts.Take()}},
              "Protocol": "{{(tls ? "HTTPS" : "HTTP")}}",
              "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }],
              "Rules": [
                { "Priority": 1, "Conditions": [{ "Field": "path-pattern", "Values": ["/fixed"] }],
                  "Actions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404", "MessageBody": "no" } }] },
                { "Priority": 2, "Conditions": [{ "Field": "path-pattern", "Values": ["/away"] }],
                  "Actions": [{ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_302", "Host": "other.example" } }] },
                { "Priority": 3, "Conditions": [{ "Field": "path-pattern", "Values": ["/old/*"] }],
                  "Transforms": [
                    { "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "Regex": "^/old/", "Replace": "/new/" }] } },
                    { "Type": "host-header-rewrite", "HostHeaderRewriteConfig": { "Rewrites": [{ "Regex": ".*", "Replace": "inner.example" }] } }],
                  "Actions": [{ "Type": "forward", "TargetGroupArn": "web" }] },
                { "Priority": 4, "Conditions": [{ "Field": "path-pattern", "Values": ["/none"] }],
                  "Actions": [{ "Type": "forward", "TargetGroupArn": "none" }] }
              ]
            }]
          }],
          "TargetGroups": [
            { "Name": "web", "Targets": [{ "Id": "127.0.0.1", "Port": {{targetPort}} }] },
            { "Name": "none", "Targets": [] }
          ]
        }
        """;
}
