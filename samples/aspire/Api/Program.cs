// Tells who answers, and what the load balancer told of the request.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/{**path}", (HttpRequest request) => new
{
    service = "api",
    port = request.HttpContext.Connection.LocalPort,
    forwardedPort = $"{request.Headers["X-Forwarded-Port"]}",
    traceId = $"{request.Headers["X-Amzn-Trace-Id"]}",
});
app.Run();
