var builder = DistributedApplication.CreateBuilder(args);

var web = builder.AddProject<Projects.Web>("web").WithHttpEndpoint().WithHttpHealthCheck("/");
var api = builder.AddProject<Projects.Api>("api").WithHttpEndpoint().WithHttpHealthCheck("/").WithReplicas(2);

// By rules of the AppHost.
var alb = builder.AddAlb("alb", port: 8080)
    .WithHttpsListener(8443)
    .WithRule("/api/*", api)
    .WithRule(when => when.Host("api.example.com").Header("X-Beta", "yes"), api)
    .WithDefault(web)
    .WaitFor(api)
    .WaitFor(web);

// By a topology file, whose targets are resources.
var edge = builder.AddAlb("edge")
    .WithTopologyFile("edge.yaml")
    .WithListener(80)
    .WithTargets("orders", api)
    .WaitFor(api);

// alb of the PATH, unless it is said where the program is.
if (builder.Configuration["ALB_PROGRAM"] is { Length: > 0 } program)
{
    alb.WithProgram(program);
    edge.WithProgram(program);
}

builder.Build().Run();
