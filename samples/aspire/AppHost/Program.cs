var builder = DistributedApplication.CreateBuilder(args);

var web = builder.AddProject<Projects.Web>("web").WithHttpEndpoint().WithHttpHealthCheck("/");
var api = builder.AddProject<Projects.Api>("api").WithHttpEndpoint().WithHttpHealthCheck("/").WithReplicas(2);

var alb = builder.AddAlb("alb", port: 8080)
    .WithHttpsListener(8443)
    .WithRule("/api/*", api)
    .WithRule(when => when.Host("api.example.com").Header("X-Beta", "yes"), api)
    .WithDefault(web)
    .WaitFor(api)
    .WaitFor(web);

// alb of the PATH, unless it is said where the program is.
if (builder.Configuration["ALB_PROGRAM"] is { Length: > 0 } program)
{
    alb.WithProgram(program);
}

builder.Build().Run();
