var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/{**path}", () => new { service = "web" });
app.Run();
